// How pills are coloured, with Ruby's own grammar as VS Code brings it.

import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { test } from "node:test";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const grammars: Record<string, string> = {
  "source.ruby": process.env.PILLLINT_RUBY_GRAMMAR ?? "",
  "source.pill": path.join(import.meta.dirname, "../../syntaxes/pill.tmLanguage.json"),
  "source.pill.erb": path.join(import.meta.dirname, "../../syntaxes/pill-erb.tmLanguage.json"),
};
await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const file = grammars[scope];
    return file === undefined ? null : textmate.parseRawGrammar(readFileSync(file, "utf8"), file);
  },
});

/** Demands that words of a text, one after the other, have a scope each; "!" before a scope is that they do not. */
async function colours(grammar: string, text: string, want: readonly [string, string][]): Promise<void> {
  const loaded = await registry.loadGrammar(grammar);
  assert.ok(loaded);
  const tokens: { start: number; end: number; scopes: string[] }[] = [];
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split("\n")) {
    const result = loaded.tokenizeLine(line, stack);
    tokens.push(
      ...result.tokens.map((t) => ({ start: offset + t.startIndex, end: offset + t.endIndex, scopes: t.scopes })),
    );
    stack = result.ruleStack;
    offset += line.length + 1;
  }
  let from = 0;
  for (const [word, scope] of want) {
    const at = text.indexOf(word, from);
    assert.ok(at >= 0, `there is no more ${word}`);
    from = at + word.length;
    const scopes = tokens.find((t) => t.start <= at && at < t.end)?.scopes ?? [];
    const has = scopes.some((s) => s.startsWith(scope.replace("!", "")));
    assert.equal(has, !scope.startsWith("!"), `${word}: ${scopes.join(" ")}, ${scope}`);
  }
}

test("a pill has Ruby's colours, and its own", async () => {
  const pill = `Bluepill.application("a") do |app| # a comment
  app.process("web") do |process|
    process.stop_signals = [:quit, 30.seconds] # pilllint:ignore stop-grace-time -- it is fast
    process.checks :mem_usage, :below => 5
  end
end`;
  await colours("source.pill", pill, [
    ["Bluepill", "support.class.pill"],
    ["application", "support.function.pill"],
    ['"a"', "string.quoted.double"],
    ["do", "keyword.control"],
    ["# a comment", "comment.line"],
    ["process", "support.function.pill"],
    [":quit", "constant.language.symbol"],
    ["30", "constant.numeric"],
    ["pilllint:ignore", "keyword.control.directive.pill"],
    ["stop-grace-time", "support.constant.rule.pill"],
    ["it is fast", "string.unquoted.reason.pill"],
    ["process", "!string"],
    ["checks", "support.function.pill"],
    ["end", "keyword.control"],
  ]);
});

test("texts and comments have none of a pill's own", async () => {
  await colours("source.pill", `a = "Bluepill.application" # app.process("x")\nb = app.process_name`, [
    ["Bluepill", "!support"],
    ["process", "!support"],
    ["process_name", "!support.function.pill"],
  ]);
});

test("a template's tags are Ruby, wherever they stand", async () => {
  const template = `<%# a comment %>
<% names.each do |name| -%>
Bluepill.application("<%= name %>") do |app|
  app.process("x") { |p| p.start_grace_time = <%= seconds # here %> }
end
<% end %>
x = 1 # after`;
  await colours("source.pill.erb", template, [
    ["a comment", "comment.block.erb"],
    ["<%", "punctuation.section.embedded.begin.erb"],
    ["do", "keyword.control"],
    ["-%>", "punctuation.section.embedded.end.erb"],
    ["Bluepill", "support.class.pill"],
    ["<%=", "punctuation.section.embedded.begin.erb"],
    ["name", "meta.embedded.erb"],
    ['")', "string.quoted.double"],
    ["app|", "!string"],
    ["seconds", "meta.embedded.erb"],
    ["# here", "comment.line"],
    ["%>", "punctuation.section.embedded.end.erb"],
    ["end", "keyword.control"],
    ["end", "meta.embedded.erb"],
    ["1", "constant.numeric"],
    ["# after", "comment.line"],
  ]);
});
