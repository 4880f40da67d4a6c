// What files are taken for.

import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as vscode from "vscode";
import { bad, finds, open, openPill, pill, replace, type Tests, until } from "./help";

export const languages: Tests = {
  "the server starts when there is something for it": async () => {
    const servers = () => spawnSync("pgrep", ["-P", String(process.pid), "-f", "pilllint lsp"]).stdout.toString();
    await open("notes.rb", "puts 1\n");
    await open("manifest.yml", "applications: []\n");
    assert.equal(servers(), "");
    await openPill("first", "");
    await until("the server", servers);
  },

  "pills and templates have languages of their own": async () => {
    const document = await openPill("a", bad.line);
    assert.equal(document.languageId, "pill");
    await finds(document.uri, [bad.rule]);
    const template = await open("user_b.pill.erb", pill("b", bad.line).replace("/srv", "<%= root %>"));
    assert.equal(template.languageId, "pill-erb");
    await finds(template.uri, [bad.rule]);
  },

  "a pill may be Ruby to the editor": async () => {
    const document = await openPill("c", bad.line);
    await finds(document.uri, [bad.rule]);
    const ruby = await vscode.languages.setTextDocumentLanguage(document, "ruby");
    assert.equal(ruby.languageId, "ruby");
    await finds(ruby.uri, [bad.rule]);
    const declared = await open("user_d.rb", pill("d", bad.line));
    await finds(declared.uri, [bad.rule]);
  },

  "a new pill has nothing wrong": async () => {
    await vscode.commands.executeCommand("pilllint.newPill");
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.languageId, "pill");
    assert.match(document.getText(), /app\.process\("user_shop_1"\)/);
    const end = document.getText().lastIndexOf("  end\nend");
    await replace(document, document.getText().slice(end), `${bad.line}\n${document.getText().slice(end)}`);
    await finds(document.uri, [bad.rule]); // and nothing else
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  },
};
