// Has a process verified, and tells what came of it.

import * as vscode from "vscode";
import type { ProcessPlace, Verdict } from "./protocol";

/**
 * Verifies a process. Its programs are only played, but the pill gets to see the
 * machine: its user has to trust it. How far it is, the server tells itself.
 */
export async function runVerification(
  server: { verdict(at: ProcessPlace): Promise<Verdict>; readonly report: vscode.OutputChannel },
  at: ProcessPlace,
): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    const manage = "Manage Workspace Trust";
    const chosen = await vscode.window.showWarningMessage(
      "Verifying a pill lets it read this machine. Trust this workspace first.",
      manage,
    );
    if (chosen === manage) {
      await vscode.commands.executeCommand("workbench.trust.manage");
    }
    return;
  }
  const verdict = await server.verdict(at);
  server.report.replace(verdict.text);
  const show = "Show Report";
  if ((await vscode.window.showInformationMessage(verdict.summary, show)) === show) {
    server.report.show();
  }
}
