// The extension: it starts the language server when there is something for it.

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { concerns } from "./documents";
import { Server } from "./server";
import { Units } from "./units";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel("pilllint", { log: true });
  const units = new Units();
  const running = new Server(context, output, units);
  server = running;
  units.ask = (at, token) => running.unit(at, token);
  context.subscriptions.push(output, units, running, ...registerCommands(running, output, units));

  const consider = (document: vscode.TextDocument) => {
    if (concerns(document)) {
      void running.start();
    }
  };
  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(consider),
    vscode.workspace.onDidSaveTextDocument(consider),
    vscode.workspace.onDidChangeConfiguration((change) => running.reconfigure(change)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => running.restartIfRunning()),
  );
  vscode.workspace.textDocuments.forEach(consider);
}

export function deactivate(): Promise<void> | undefined {
  return server?.stop();
}
