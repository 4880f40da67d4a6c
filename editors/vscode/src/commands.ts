// The commands of the palette.

import * as vscode from "vscode";
import { type ProcessPlace, showUnit, verify } from "./protocol";
import { openRule } from "./rules";
import type { Server } from "./server";
import { settings } from "./settings";
import { tellFailure } from "./tell";
import type { Units } from "./units";
import { runVerification } from "./verify";

export function registerCommands(
  server: Server,
  output: vscode.LogOutputChannel,
  units: Units,
): readonly vscode.Disposable[] {
  const commands: Record<string, () => unknown> = {
    "pilllint.restart": () => server.restart(),
    "pilllint.showOutput": () => output.show(),
    "pilllint.openRule": openRule,
    "pilllint.showProcessUnit": () => withProcess(server, showUnit, (at) => units.show(at)),
    "pilllint.verifyProcess": () => withProcess(server, verify, (at) => runVerification(server, at)),
    "pilllint.newPill": newPill,
    "pilllint.chooseProgram": chooseProgram,
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run));
}

/** Does something to the process that the caret is in, or to one that is chosen. */
async function withProcess(server: Server, command: string, act: (at: ProcessPlace) => Promise<void>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const all = await server.processes(editor.document, command);
  const before = all.filter((p) => p.line <= editor.selection.active.line);
  const line = Math.max(...before.map((p) => p.line));
  const here = before.length > 0 ? all.filter((p) => p.line === line) : all;
  if (here.length === 0) {
    await vscode.window.showInformationMessage("This file declares no process for this command.");
    return;
  }
  const items = here.map(({ at }) => ({ label: at.process, description: at.application, at }));
  const item =
    items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: "Choose a process" });
  if (item !== undefined) {
    await tellFailure(act(item.at));
  }
}

/** A pill to begin with, in which the names are to be filled in. */
const template = `Bluepill.application("\${1:user_shop}") do |app|
  app.process("\${2:\${1}_1}") do |process|
    process.working_dir = "\${3:/var/deploy/shop/web_head/current}"
    process.start_command = "\${4:bundle exec rake jobs:work}"
    process.daemonize = true
    process.pid_file = "\${3}/tmp/pids/\${2}.pid"
    process.stdout = process.stderr = "\${3}/log/\${2}.log"$0
  end
end
`;

async function newPill(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "pill" });
  const editor = await vscode.window.showTextDocument(document);
  await editor.insertSnippet(new vscode.SnippetString(template));
}

async function chooseProgram(): Promise<void> {
  const chosen = await vscode.window.showOpenDialog({ title: "Choose the pilllint program", openLabel: "Use" });
  if (chosen?.[0] !== undefined) {
    await settings().update("path", chosen[0].fsPath, vscode.ConfigurationTarget.Global);
  }
}
