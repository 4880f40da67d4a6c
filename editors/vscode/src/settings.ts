// The settings of the editor, as the extension and the server want them.

import * as vscode from "vscode";
import { absolute } from "./program";

export function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("pilllint");
}

/** The first folder of the workspace. */
export function firstFolder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find((f) => f.uri.scheme === "file")?.uri.fsPath;
}

/** What the server is told when it asks. */
export function serverSettings() {
  const all = settings();
  const config = all.get<string>("config", "").trim();
  return {
    hostEnv: all.get<boolean>("hostEnv", false),
    profile: all.get<string>("profile", ""),
    config: config === "" ? "" : (absolute(config, firstFolder()) ?? config),
  };
}

/** Whether a change takes another server. */
export function needsRestart(change: vscode.ConfigurationChangeEvent): boolean {
  return ["pilllint.path", "pilllint.args"].some((name) => change.affectsConfiguration(name));
}
