// The program that is the server.

import * as assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { bad, file, finds, openPill, readFile, set, type Tests, until, writeFile } from "./help";

/** Writes a program that tells that it was started, and is the one that comes with the extension. */
async function ownProgram(): Promise<string> {
  const extension = vscode.extensions.getExtension("pilllint.pilllint");
  assert.ok(extension);
  const bundled = path.join(extension.extensionPath, "bin/pilllint");
  const uri = await writeFile("bin/own", `#!/bin/sh\necho "$@" >>'${file("started").fsPath}'\nexec '${bundled}' lsp\n`);
  chmodSync(uri.fsPath, 0o755);
  return uri.fsPath;
}

async function started(): Promise<string> {
  return readFile("started").catch(() => "");
}

export const programs: Tests = {
  "restart: the server is another one, and knows all": async () => {
    const { uri } = await openPill("restarted", bad.line);
    await finds(uri, [bad.rule]);
    await vscode.commands.executeCommand("pilllint.restart");
    await finds(uri, [bad.rule]);
  },

  "path and args: a program of one's own, with arguments": async () => {
    await ownProgram();
    const { uri } = await openPill("own", bad.line);
    await set("args", ["--more"]);
    await set("path", "bin/own");
    try {
      await until("a program of one's own", async () => (await started()).includes("lsp --more --stdio"));
      await finds(uri, [bad.rule]);
    } finally {
      await set("path", undefined);
      await set("args", undefined);
    }
    await finds(uri, [bad.rule]);
  },

  "path: without the program there are no findings, until there is one": async () => {
    const { uri } = await openPill("missing", bad.line);
    await finds(uri, [bad.rule]);
    await set("path", "no-such-program");
    try {
      await finds(uri, []);
    } finally {
      await set("path", undefined);
    }
    await finds(uri, [bad.rule]);
  },

  "the walkthrough opens": async () => {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "pilllint.pilllint#start", false);
    const title = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? "";
    await until("the walkthrough", () => /Walkthrough|Get started|Welcome/.test(title()));
  },
};
