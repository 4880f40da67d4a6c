// Which documents are the server's business.

import type { DocumentSelector } from "vscode-languageclient/node";

/** What of a document tells whether it is one. */
export interface Document {
  readonly languageId: string;
  readonly fileName: string;
  readonly uri: { readonly scheme: string };
  getText(): string;
}

const pillName = /\.pill(\.(erb|j2|jinja2?))?$/;
const configName = /[\\/]\.pilllint\.ya?ml$/;
const manifestName = /(^|[\\/])manifest\.ya?ml$/;

/**
 * What the server is told of. It decides for itself whether Ruby declares an
 * application, and whether a manifest is one of Cloud 66's. Other schemes than
 * these are old versions, as in a comparison, and need no findings.
 */
export const selector: DocumentSelector = ["file", "untitled"].flatMap((scheme) => [
  { scheme, language: "pill" },
  { scheme, language: "pill-erb" },
  { scheme, pattern: "**/*.pill" },
  { scheme, pattern: "**/*.pill.{erb,j2,jinja,jinja2}" },
  { scheme, language: "ruby" },
  { scheme, language: "erb" },
  { scheme, pattern: "**/.pilllint.{yml,yaml}" },
  { scheme, pattern: "**/manifest.{yml,yaml}" },
]);

/** Whether a document is one of Cloud 66's manifests: others have manifests, too. */
function isManifest(d: Document): boolean {
  return (
    manifestName.test(d.fileName) &&
    (/[\\/]\.cloud66[\\/][^\\/]*$/.test(d.fileName) || d.getText().includes("procfile_metadata"))
  );
}

/** Whether a document is a reason to start the server. Ruby and YAML without pills are none. */
export function concerns(d: Document): boolean {
  if (d.uri.scheme !== "file" && d.uri.scheme !== "untitled") {
    return false;
  }
  switch (d.languageId) {
    case "pill":
    case "pill-erb":
      return true;
    case "ruby":
    case "erb":
      return pillName.test(d.fileName) || d.getText().includes("Bluepill.application");
    case "yaml":
      return configName.test(d.fileName) || isManifest(d);
    default:
      return pillName.test(d.fileName);
  }
}
