// What the server tells apart from findings, as it comes through VS Code.

import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import { after, open, openPill, save, type Tests, until } from "./help";

const provide = vscode.commands.executeCommand;

export const features: Tests = {
  "an attribute is completed": async () => {
    const document = await openPill("completed", "process.stop_gr");
    const at = after(document, "process.stop_gr");
    const list = await provide<vscode.CompletionList>("vscode.executeCompletionItemProvider", document.uri, at);
    const item = list.items.find((i) => i.label === "stop_grace_time");
    assert.ok(item, `${list.items.map((i) => i.label)}`);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    editor.selection = new vscode.Selection(at, at);
    await until("the completion", async () => {
      await provide("editor.action.triggerSuggest");
      await provide("acceptSelectedSuggestion");
      return /process\.stop_grace_time/.test(document.getText());
    });
    await save(document, /process\.stop_grace_time/);
  },

  "a hover tells the value that an attribute has here": async () => {
    const document = await open("user_resque.pill");
    const at = after(document, "process.pid_fi");
    const [hover] = await provide<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, at);
    const text = hover?.contents.map((c) => (typeof c === "string" ? c : c.value)).join("\n") ?? "";
    assert.match(text, /pid_file/);
    assert.match(text, /\/var\/deploy\/shop\/web_head\/current\/tmp\/pids\/resque\.pid/);
  },

  "hints stand between the lines": async () => {
    const document = await open("user_resque.pill");
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await provide<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, all);
    const labels = hints.map((h) => (typeof h.label === "string" ? h.label : h.label.map((p) => p.value).join("")));
    assert.ok(
      labels.some((l) => l.includes("user_resque_1, user_resque_2, user_resque_3")),
      `${labels}`,
    );
    assert.ok(
      labels.some((l) => /quit → 1 min 15 s → term → 15 s → kill/.test(l)),
      `${labels}`,
    );
  },

  "the outline has applications, groups and processes": async () => {
    const document = await open("user_resque.pill");
    const [app] = await provide<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
    assert.equal(app?.name, "user_resque");
    const names = (s: vscode.DocumentSymbol): string[] => [s.name, ...s.children.flatMap(names)];
    assert.ok(names(app).includes("user_resque_scheduler"), `${names(app)}`);
    const found = await provide<vscode.SymbolInformation[]>("vscode.executeWorkspaceSymbolProvider", "user_resque_2");
    assert.ok(found.length > 0);
  },

  "names are followed and renamed": async () => {
    const document = await open("user_resque.pill");
    const at = after(document, "process.working_dir = rails_");
    const [definition] = await provide<(vscode.Location | vscode.LocationLink)[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      at,
    );
    assert.ok(definition);
    assert.equal(("range" in definition ? definition.range : definition.targetRange).start.line, 1);
    const references = await provide<vscode.Location[]>("vscode.executeReferenceProvider", document.uri, at);
    assert.equal(references.length, document.getText().split("rails_root").length - 1);
    const edit = await provide<vscode.WorkspaceEdit>("vscode.executeDocumentRenameProvider", document.uri, at, "root");
    assert.equal(edit.get(document.uri).length, references.length);
  },

  "blocks fold, checks have signatures, words have meanings": async () => {
    const document = await open("user_resque.pill");
    const folds = await provide<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri);
    assert.ok(
      folds.some((f) => f.start === 4 && f.end === 28),
      JSON.stringify(folds),
    );
    const help = await provide<vscode.SignatureHelp>(
      "vscode.executeSignatureHelpProvider",
      document.uri,
      after(document, "process.checks :mem_usage, "),
    );
    assert.match(help.signatures[0]?.label ?? "", /mem_usage/);
    const tokens = await provide<vscode.SemanticTokens>("vscode.provideDocumentSemanticTokens", document.uri);
    assert.ok(tokens.data.length > 0);
  },
};
