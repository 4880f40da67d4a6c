// Finds the documentation of the rules that found something.

import * as vscode from "vscode";

const allRules = "https://github.com/pilllint/pilllint/blob/main/docs/rules/README.md";

/** A rule, and the page that tells of it. */
export interface Rule {
  readonly name: string;
  readonly page: vscode.Uri;
}

/** Returns the rules of our findings that touch a selection, or, if there are none, of all in the document. */
export function rulesAt(uri: vscode.Uri, selection: vscode.Range): Rule[] {
  const ours = vscode.languages.getDiagnostics(uri).filter((d) => d.source?.startsWith("pilllint"));
  const here = ours.filter((d) => d.range.intersection(selection) !== undefined);
  const rules = new Map<string, Rule>();
  for (const { code } of here.length > 0 ? here : ours) {
    if (typeof code === "object") {
      rules.set(String(code.value), { name: String(code.value), page: code.target });
    }
  }
  return [...rules.values()];
}

/** Opens the page of a rule; if there are several it asks, and if there is none it opens the list of all. */
export async function openRule(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const found = editor === undefined ? [] : rulesAt(editor.document.uri, editor.selection);
  let rule = found[0];
  if (found.length > 1) {
    const items = found.map((r) => ({ label: r.name, rule: r }));
    const item = await vscode.window.showQuickPick(items, { placeHolder: "Choose a rule" });
    if (item === undefined) {
      return;
    }
    rule = item.rule;
  }
  await vscode.env.openExternal(rule?.page ?? vscode.Uri.parse(allRules));
}
