// Findings, and what can be done about them.

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { bad, file, finds, open, openPill, readFile, replace, rules, save, type Tests, until, writeFile } from "./help";

interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly column: number } };
}

const severities = ["error", "warning", "info", "hint"]; // as vscode.DiagnosticSeverity counts them

export const findings: Tests = {
  "all findings of testdata are shown, as the command line has them": async () => {
    const { diagnostics } = JSON.parse(await readFile("expected.json")) as { diagnostics: Finding[] };
    const paths = new Set(diagnostics.map((d) => d.path));
    assert.ok(paths.size > 3);
    for (const path of paths) {
      const want = diagnostics.filter((d) => d.path === path);
      const { uri } = await open(path);
      await until(`the findings of ${path}`, () => rules(uri).length === want.length);
      const found = vscode.languages.getDiagnostics(uri).map((d) => ({
        line: d.range.start.line + 1,
        severity: severities[d.severity],
        message: d.message,
        source: d.source,
      }));
      const order = (a: { line: number; message: string }, b: { line: number; message: string }) =>
        a.line - b.line || a.message.localeCompare(b.message);
      assert.deepEqual(
        found.sort(order),
        want
          .map((d) => ({ line: d.range.start.line, severity: d.severity, message: d.message, source: "pilllint" }))
          .sort(order),
      );
    }
  },

  "pills that are not open have findings, too": async () => {
    await open("user_clock.pill");
    await until("findings of a closed file", () => rules(file("cloud66_web_server.pill")).includes("stop-grace-time"));
  },

  "a finding names its rule, the rule's page and other places": async () => {
    const { uri } = await open("cloud66_web_server.pill");
    const found = await until("the finding", () => vscode.languages.getDiagnostics(uri)[0]);
    assert.ok(typeof found.code === "object");
    assert.equal(found.code.value, "stop-grace-time");
    assert.match(found.code.target.toString(), /^https:.*docs\/rules\/stop-grace-time\.md$/);
    assert.equal(found.relatedInformation?.length, 2);
  },

  "a quick fix is applied and saved": async () => {
    const document = await open("cloud66_web_server.pill");
    const found = await until("the finding", () => vscode.languages.getDiagnostics(document.uri)[0]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      found.range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const [fix] = actions.filter((a) => a.isPreferred);
    assert.equal(fix?.title, "Set stop_grace_time to 51 seconds");
    assert.ok(fix.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await finds(document.uri, []);
    await save(document, /stop_grace_time = 51\.seconds/);
    assert.ok(actions.some((a) => /ignore/i.test(a.title)));
    assert.ok(actions.some((a) => a.title === "Turn stop-grace-time off in .pilllint.yml"));
  },

  "saving can fix all": async () => {
    const editor = vscode.workspace.getConfiguration("editor");
    const document = await openPill(
      "all",
      "process.stop_signals = [:quit, 30.seconds, :kill]; process.stop_grace_time = 30.seconds; " +
        'process.restart_command = "kill -USR2 {{PID}}"',
    );
    await finds(document.uri, ["stop-grace-time"]);
    await editor.update(
      "codeActionsOnSave",
      { "source.fixAll.pilllint": "explicit" },
      vscode.ConfigurationTarget.Global,
    );
    try {
      await until("the fix on the disk", async () => {
        await vscode.commands.executeCommand("workbench.action.files.save"); // as the user saves, not an extension
        return /stop_grace_time = 40\.seconds/.test(await readFile("user_all.pill"));
      });
    } finally {
      await editor.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    }
  },

  "a configuration counts as soon as it is written": async () => {
    const document = await openPill("configured", bad.line);
    await finds(document.uri, [bad.rule]);
    await writeFile(".pilllint.yml", "rules:\n  start-grace-value: off\n");
    try {
      await finds(document.uri, []);
      await writeFile(".pilllint.yml", "rulez: 1\n");
      await until("what is wrong with it", () => vscode.languages.getDiagnostics(file(".pilllint.yml")).length > 0);
      await finds(document.uri, []); // as the last one had it that was not broken
    } finally {
      await vscode.workspace.fs.delete(file(".pilllint.yml"));
    }
    await finds(document.uri, [bad.rule]);
    await until("nothing wrong", () => vscode.languages.getDiagnostics(file(".pilllint.yml")).length === 0);
  },

  "a manifest has findings, too": async () => {
    const manifest = "production:\n  procfile_metadata:\n    worker:\n      stop_sequence: term, 5, kil\n";
    const { uri } = await open(".cloud66/manifest.yml", manifest);
    await until("findings", () => rules(uri).length > 0);
    const other = await open("manifest.yml", "applications: []\n");
    await finds(other.uri, []);
  },

  "findings follow what is typed": async () => {
    const document = await openPill("typed", "");
    await finds(document.uri, []);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(5, 4, 5, 4);
    await vscode.commands.executeCommand("type", { text: bad.line });
    await finds(document.uri, [bad.rule]);
    await replace(document, bad.line, "");
    await finds(document.uri, []);
  },
};
