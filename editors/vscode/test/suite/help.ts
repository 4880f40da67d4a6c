// What the tests share.

import * as assert from "node:assert/strict";
import * as vscode from "vscode";

export type Tests = Record<string, () => Promise<void>>;

/** How long anything is waited for, in milliseconds; it only passes where a test fails. */
const patience = Number(process.env.PILLLINT_PATIENCE);

export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + patience; ; ) {
    const answer = await ask();
    if (answer) {
      return answer;
    }
    assert.ok(Date.now() < end, `waited for ${what} in vain`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

export function root(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return folder.uri;
}

export function file(name: string): vscode.Uri {
  return vscode.Uri.joinPath(root(), name);
}

export async function writeFile(name: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(file(name), Buffer.from(text));
  return file(name);
}

export async function readFile(name: string): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(file(name))).toString();
}

/** Opens a file of the workspace, with a text if one is given. */
export async function open(name: string, text?: string): Promise<vscode.TextDocument> {
  if (text !== undefined) {
    await writeFile(name, text);
  }
  const document = await vscode.workspace.openTextDocument(file(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Returns the place right after a text. */
export function after(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `there is no ${text}`);
  return document.positionAt(at + text.length);
}

/** Puts a text in the place of another, as somebody would who types. */
export async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = after(document, old);
  edit.replace(document.uri, new vscode.Range(document.positionAt(document.offsetAt(end) - old.length), end), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Saves a document until the disk has what is wanted: a save can be too early for a change that was just made. */
export async function save(document: vscode.TextDocument, want: RegExp): Promise<void> {
  await until(`${want} on the disk`, async () => {
    await document.save();
    return want.test(Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString());
  });
}

/** Returns the rules that found something in a document, in order of place. */
export function rules(uri: vscode.Uri): string[] {
  const found = vscode.languages.getDiagnostics(uri);
  found.sort((a, b) => a.range.start.compareTo(b.range.start));
  return found.map((d) => (typeof d.code === "object" ? String(d.code.value) : String(d.code)));
}

/** Waits until exactly these rules have found something. */
export async function finds(uri: vscode.Uri, want: readonly string[]): Promise<void> {
  try {
    await until("findings", () => JSON.stringify(rules(uri)) === JSON.stringify(want));
  } catch {
    assert.deepEqual(rules(uri), want);
  }
}

export async function set(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration("pilllint").update(name, value, vscode.ConfigurationTarget.Global);
}

/** Returns a pill of one process, with a line of its own. */
export function pill(name: string, line: string): string {
  return `Bluepill.application("user_${name}") do |app|
  app.process("user_${name}_1") do |process|
    process.start_command = "/srv/${name}/bin/run"
    process.daemonize = true
    process.stdout = process.stderr = "/srv/${name}/log/run.log"
    ${line}
  end
end
`;
}

/** Writes such a pill and opens it. Each test has one of its own name, as pills are compared with each other. */
export function openPill(name: string, line: string): Promise<vscode.TextDocument> {
  return open(`user_${name}.pill`, pill(name, line));
}

/** A line that is found fault with, and the rule that does. */
export const bad = { line: "process.start_grace_time = -1.second", rule: "start-grace-value" };
