// The settings of the editor.

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { bad, finds, open, openPill, pill, replace, rules, save, set, type Tests, until, writeFile } from "./help";

const misnamed = pill("named", "").replaceAll("user_named", "named");

async function hints(document: vscode.TextDocument): Promise<number> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const list = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    all,
  );
  return list.length;
}

/** Sets what leaves the conventions out, for a pill that does not keep to them. */
async function withoutConvention(name: string, value: string): Promise<void> {
  const { uri } = await open("named.pill", misnamed);
  await until("the convention", () => rules(uri).includes("naming-prefix"));
  await set(name, value);
  try {
    await finds(uri, []);
  } finally {
    await set(name, undefined);
  }
  await until("the convention", () => rules(uri).includes("naming-prefix"));
}

export const settings: Tests = {
  "profile: which conventions are checked": async () => {
    await withoutConvention("profile", "bluepill");
  },

  "config: one configuration for all": async () => {
    await writeFile("elsewhere/strict.yml", "profile: bluepill\n");
    await withoutConvention("config", "elsewhere/strict.yml");
  },

  "run: findings may wait until the file is saved": async () => {
    const document = await openPill("saved", bad.line);
    await finds(document.uri, [bad.rule]);
    await set("run", "onSave");
    try {
      await replace(document, "-1.second", "10.seconds");
      await hints(document); // the server has seen the change
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(rules(document.uri), [bad.rule]);
      await save(document, /10\.seconds/);
      await finds(document.uri, []);
    } finally {
      await set("run", undefined);
    }
  },

  "inlayHints.enabled: hints may be left out": async () => {
    const document = await open("user_resque.pill");
    await until("hints", () => hints(document));
    await set("inlayHints.enabled", false);
    try {
      assert.equal(await hints(document), 0);
    } finally {
      await set("inlayHints.enabled", undefined);
    }
    assert.notEqual(await hints(document), 0);
  },
};
