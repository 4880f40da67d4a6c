// Has a process verified, and tells what came of it.

import * as vscode from "vscode";
import type { ProcessPlace, Verdict } from "./protocol";

let report: vscode.OutputChannel | undefined;

/** Verifies a process, which starts it: only what its user trusts is. */
export async function runVerification(
  server: { verdict(at: ProcessPlace, token: vscode.CancellationToken): Promise<Verdict> },
  at: ProcessPlace,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const manage = "Manage Workspace Trust";
    const chosen = await vscode.window.showWarningMessage(
      "To verify a process is to start it. Trust this workspace first.",
      manage,
    );
    if (chosen === manage) {
      await vscode.commands.executeCommand("workbench.trust.manage");
    }
    return;
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Verifying ${at.process}`,
    cancellable: true,
  };
  const verdict = await vscode.window.withProgress(options, (_, token) => server.verdict(at, token));
  const details = "Show Report";
  if ((await vscode.window.showInformationMessage(verdict.summary, details)) === details) {
    report ??= vscode.window.createOutputChannel("pilllint report");
    report.replace(verdict.text);
    report.show();
  }
}
