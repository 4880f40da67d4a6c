// Where the server is looked for.

import * as assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";
import { absolute, brief, briefly, findProgram, NotFound, type Place } from "../../src/program.ts";

const dir = mkdtempSync(path.join(tmpdir(), "pilllint-program-"));
after(() => rmSync(dir, { recursive: true }));

function program(...names: string[]): string {
  const file = path.join(dir, ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  chmodSync(file, 0o755);
  return file;
}

function place(more: Partial<Place>): Place {
  return { extension: path.join(dir, "none"), folder: undefined, env: {}, platform: "linux", ...more };
}

const bundled = program("extension", "bin", "pilllint");
const inPath = program("path", "pilllint");
const own = program("folder", "tools", "own");
const PATH = ["relative", path.join(dir, "gone"), path.dirname(inPath)].join(path.delimiter);

test("the one that comes with the extension goes first", async () => {
  assert.equal(await findProgram("", place({ extension: path.join(dir, "extension"), env: { PATH } })), bundled);
});

test("then the one in PATH", async () => {
  assert.equal(await findProgram("  ", place({ env: { PATH } })), inPath);
  assert.equal(await findProgram("", place({ platform: "win32", env: { Path: PATH } })), inPath);
  await assert.rejects(findProgram("", place({})), NotFound);
});

test("a name is looked for in PATH, and never in the working folder", async () => {
  assert.equal(await findProgram("pilllint", place({ env: { PATH } })), inPath);
  await assert.rejects(findProgram("own", place({ folder: path.join(dir, "folder"), env: { PATH } })), NotFound);
  const before = process.cwd();
  process.chdir(path.dirname(own));
  try {
    await assert.rejects(findProgram("own", place({ env: { PATH: `.${path.delimiter}${path.delimiter}` } })), NotFound);
  } finally {
    process.chdir(before);
  }
});

test("a path may be relative to the workspace", async () => {
  const folder = path.join(dir, "folder");
  for (const setting of [own, "tools/own", "./tools/own", ["$", "{workspaceFolder}/tools/own"].join("")]) {
    assert.equal(await findProgram(setting, place({ folder })), own);
  }
  await assert.rejects(findProgram("tools/own", place({})), NotFound);
  await assert.rejects(findProgram(path.join(dir, "gone"), place({})), { message: /gone, which the setting/ });
});

test("what is no program is not found", async () => {
  const text = program("folder", "text");
  chmodSync(text, 0o644);
  await assert.rejects(findProgram(text, place({})), NotFound);
  await assert.rejects(findProgram(path.dirname(own), place({})), NotFound);
});

test("~ is the home folder", () => {
  assert.equal(absolute("~/bin/pilllint", undefined), path.join(homedir(), "bin", "pilllint"));
  assert.equal(absolute("~", undefined), homedir());
  assert.equal(absolute("a~", "/w"), path.normalize("/w/a~"));
});

test("what is told beside the language leaves room for a link", () => {
  assert.equal(brief(bundled, path.join(dir, "extension")), "included");
  assert.equal(brief(path.join(homedir(), "bin", "pilllint"), "/x"), path.join("~", "bin", "pilllint"));
  assert.equal(brief("/usr/bin/pilllint", "/usr"), "included");
  assert.equal(brief("/usr/bin/pilllint", "/us"), "/usr/bin/pilllint");
  const long = `/opt/${"deep/".repeat(20)}pilllint`;
  assert.equal(brief(long, "/x").length, 44);
  assert.ok(brief(long, "/x").startsWith("…") && brief(long, "/x").endsWith("/deep/pilllint"));
  assert.equal(briefly("the server ended"), "the server ended");
  assert.equal(briefly("x".repeat(45)), `${"x".repeat(43)}…`);
});
