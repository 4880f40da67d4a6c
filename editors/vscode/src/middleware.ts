// What is changed between the editor and the server.

import { type Middleware, vsdiag } from "vscode-languageclient/node";
import type { ProcessPlace } from "./protocol";
import { showUnit, verify } from "./protocol";
import { serverSettings, settings } from "./settings";

export interface Handlers {
  showUnit(at: ProcessPlace): Promise<void>;
  verify(at: ProcessPlace): Promise<void>;
}

export function middleware(handle: Handlers): Middleware {
  return {
    // The client makes commands of what the server announces; their answers are for us.
    executeCommand: (command, args, next) => {
      switch (command) {
        case showUnit:
          return handle.showUnit(args[0]);
        case verify:
          return handle.verify(args[0]);
        default:
          return next(command, args);
      }
    },

    provideCodeLenses: (document, token, next) =>
      settings().get("codeLens.enabled", true) ? next(document, token) : [],

    provideInlayHints: (document, range, token, next) =>
      settings().get("inlayHints.enabled", true) ? next(document, range, token) : [],

    // Until the document is saved, its findings are said to be what they were.
    provideDiagnostics: (document, previousResultId, token, next) => {
      const dirty = "isDirty" in document && document.isDirty;
      if (dirty && previousResultId !== undefined && settings().get("run") === "onSave") {
        return { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previousResultId };
      }
      return next(document, previousResultId, token);
    },

    workspace: {
      configuration: (params, token, next) =>
        params.items.every((item) => item.section === "pilllint")
          ? params.items.map(() => serverSettings())
          : next(params, token),
    },
  };
}
