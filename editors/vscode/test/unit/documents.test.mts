// What the server is started for.

import * as assert from "node:assert/strict";
import { test } from "node:test";
import { concerns } from "../../src/documents.ts";

function about(languageId: string, fileName: string, text = "", scheme = "file"): boolean {
  return concerns({ languageId, fileName, uri: { scheme }, getText: () => text });
}

test("pills, whatever the editor takes them for", () => {
  assert.ok(about("pill", "Untitled-1", "", "untitled"));
  for (const language of ["pill", "ruby", "plaintext"]) {
    assert.ok(about(language, "/w/a.pill"), language);
  }
  for (const language of ["pill-erb", "erb", "ruby", "html"]) {
    assert.ok(about(language, "/w/a.pill.erb"), language);
  }
  for (const ending of ["j2", "jinja", "jinja2"]) {
    assert.ok(about("plaintext", `/w/a.pill.${ending}`), ending);
  }
  assert.ok(!about("plaintext", "/w/a.pill.txt"));
});

test("Ruby that declares an application, and no other", () => {
  assert.ok(about("ruby", "/w/a.rb", 'Bluepill.application("a") {}'));
  assert.ok(about("erb", "/w/a.rb.erb", 'Bluepill.application("<%= a %>") {}'));
  assert.ok(!about("ruby", "/w/a.rb", "puts 1"));
});

test("configurations, and manifests with processes", () => {
  assert.ok(about("yaml", "/w/.pilllint.yml"));
  assert.ok(about("yaml", "C:\\w\\.pilllint.yaml"));
  assert.ok(about("yaml", "/w/.cloud66/manifest.yml"));
  assert.ok(about("yaml", "/w/manifest.yaml", "production:\n  procfile_metadata:\n"));
  assert.ok(!about("yaml", "/w/manifest.yml", "applications: []"));
  assert.ok(!about("yaml", "/w/my.pilllint.yml"));
  assert.ok(!about("yaml", "/w/a.yml", "procfile_metadata:"));
});

test("no old versions", () => {
  assert.ok(!about("pill", "/w/a.pill", "", "git"));
});
