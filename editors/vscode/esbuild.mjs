// Bundles the extension into a folder, or with --tests what the tests run in the extension host:
// node esbuild.mjs [--tests] [FOLDER]; with --watch, it does so whenever a file changes.
import * as esbuild from "esbuild";

const options = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  logLevel: "warning",
};
const extension = { ...options, entryPoints: ["src/extension.ts"], minify: true };
const tests = { ...options, entryPoints: ["test/suite/index.ts"] };
const [flag] = process.argv.slice(2).filter((a) => a.startsWith("--"));
const [outdir = "dist"] = process.argv.slice(2).filter((a) => !a.startsWith("--"));

if (flag === "--watch") {
  const context = await esbuild.context({ ...extension, outdir, minify: false, sourcemap: true });
  await context.watch();
} else {
  await esbuild.build({ ...(flag === "--tests" ? tests : extension), outdir });
}
