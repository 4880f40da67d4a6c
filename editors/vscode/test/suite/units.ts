// Processes as systemd units.

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { openPill, replace, type Tests, until } from "./help";

/** Returns the unit that is shown. */
function shown(name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((d) => d.uri.scheme === "pilllint-unit" && d.uri.path.includes(name));
}

function lenses(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand("vscode.executeCodeLensProvider", document.uri, 10);
}

/** Returns what the lens of a command does, when there is one. */
async function lensOf(document: vscode.TextDocument, command: string): Promise<vscode.Command> {
  const lens = await until("the lens", async () =>
    (await lenses(document)).find((l) => l.command?.command === command),
  );
  assert.ok(lens.command);
  return lens.command;
}

export const units: Tests = {
  "a lens shows the unit of a process, which follows the pill": async () => {
    const document = await openPill("unit", "process.stop_grace_time = 20.seconds");
    const lens = await lensOf(document, "pilllint.showUnit");
    await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
    const unit = await until("the unit", () => shown("user_unit_1"));
    assert.equal(unit.languageId, "ini");
    assert.match(unit.getText(), /^ExecStart=.*\/srv\/unit\/bin\/run/m);
    assert.ok(vscode.window.visibleTextEditors.some((e) => e.document === unit));

    await replace(document, "/srv/unit/bin/run", "/srv/unit/bin/walk");
    await until("the unit to follow", () => /^ExecStart=.*\/srv\/unit\/bin\/walk/m.test(unit.getText()));
    // While the pill is broken, the last unit stays; then it follows again.
    await replace(document, '"/srv/unit/bin/walk"', '"/srv/unit/bin/fly');
    await replace(document, '"/srv/unit/bin/fly', '"/srv/unit/bin/fly"');
    await until("the unit to follow", () => /^ExecStart=.*\/srv\/unit\/bin\/fly/m.test(unit.getText()));
  },

  "a command shows the unit of the process that the caret is in": async () => {
    const document = await openPill("caret", "");
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor?.document === document);
    editor.selection = new vscode.Selection(3, 4, 3, 4);
    await until("the unit", async () => {
      await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
      await vscode.commands.executeCommand("pilllint.showProcessUnit");
      return shown("user_caret_1");
    });
  },

  "a process is verified, and what was found is there until the pill changes": async () => {
    const document = await openPill("verified", "process.checks :mem_usage, :below => 1.megabytes");
    const found = () => vscode.languages.getDiagnostics(document.uri).filter((d) => d.source === "pilllint verify");
    const lens = await lensOf(document, "pilllint.verify");
    void vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? [])); // which waits for somebody to read
    await until("what was found", () => found().length > 0);
    await replace(document, "1.megabytes", "2.megabytes");
    await until("nothing", () => found().length === 0);
  },

  "lenses may be left out": async () => {
    const document = await openPill("lenses", "");
    await until("lenses", async () => (await lenses(document)).length > 0);
    const settings = vscode.workspace.getConfiguration("pilllint");
    await settings.update("codeLens.enabled", false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal((await lenses(document)).length, 0);
    } finally {
      await settings.update("codeLens.enabled", undefined, vscode.ConfigurationTarget.Global);
    }
  },
};
