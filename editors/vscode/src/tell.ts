// Tells the user why something could not be done.

import * as vscode from "vscode";
import { LSPErrorCodes, ResponseError } from "vscode-languageclient/node";

/** Tells why the server could not do something, unless the user did not want it any more. */
export async function tellFailure(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof ResponseError)) {
      throw error;
    }
    if (error.code !== LSPErrorCodes.RequestCancelled) {
      void vscode.window.showErrorMessage(`pilllint: ${error.message}`);
    }
  }
}
