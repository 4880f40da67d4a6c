// Runs the tests in VS Code's extension host. Each of them begins with no editor open.

import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { features } from "./features";
import { findings } from "./findings";
import { languages } from "./languages";
import { programs } from "./programs";
import { settings } from "./settings";
import { units } from "./units";

export async function run(): Promise<void> {
  const results: { name: string; error: string; took: number }[] = [];
  for (const [name, test] of Object.entries({
    ...languages,
    ...findings,
    ...features,
    ...settings,
    ...units,
    ...programs,
  })) {
    let error = "";
    const began = Date.now();
    try {
      await closeAll();
      await test();
    } catch (e) {
      error = (e instanceof Error && e.stack) || String(e);
    }
    results.push({ name, error, took: Date.now() - began });
    writeFileSync(process.env.PILLLINT_RESULTS ?? "", JSON.stringify(results)); // if the next one hangs, these are told
  }
  const failed = results.filter((r) => r.error !== "");
  if (failed.length > 0) {
    throw new Error(`${failed.length} tests failed`);
  }
}

/** Closes all editors. What was not saved is lost, without a question that nobody answers. */
async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    }
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
