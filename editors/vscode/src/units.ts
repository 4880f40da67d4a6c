// Shows a process as a systemd unit, beside its pill, and keeps it up to date
// while somebody types.

import * as vscode from "vscode";
import type { ProcessPlace, Unit } from "./protocol";

export const unitScheme = "pilllint-unit";

/** How long the pill has to rest before its units are made anew, in milliseconds. */
const rest = 150;

export class Units implements vscode.TextDocumentContentProvider, vscode.Disposable {
  /** Asks the server for a unit. */
  ask: (at: ProcessPlace, token?: vscode.CancellationToken) => Promise<Unit> = () =>
    Promise.reject(new Error("pilllint is not running"));

  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  private readonly texts = new Map<string, string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly disposables: vscode.Disposable[];

  constructor() {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(unitScheme, this),
      vscode.workspace.onDidChangeTextDocument((e) => this.pillChanged(e.document)),
      vscode.workspace.onDidCloseTextDocument((d) => this.texts.delete(d.uri.toString())),
    ];
  }

  /** Opens the unit of a process. */
  async show(at: ProcessPlace): Promise<void> {
    const unit = await this.ask(at);
    const uri = vscode.Uri.from({ scheme: unitScheme, path: `/${unit.name}`, query: JSON.stringify(at) });
    this.texts.set(uri.toString(), unit.text);
    this.changed.fire(uri); // it may be open already
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, "ini");
    await vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const key = uri.toString();
    const known = this.texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const unit = await this.ask(placeOf(uri), token);
    this.texts.set(key, unit.text);
    return unit.text;
  }

  dispose(): void {
    for (const timer of this.timers.values()) {
      clearTimeout(timer);
    }
    for (const d of this.disposables) {
      d.dispose();
    }
  }

  private pillChanged(pill: vscode.TextDocument): void {
    for (const unit of vscode.workspace.textDocuments) {
      if (unit.uri.scheme !== unitScheme || !isOf(unit.uri, pill.uri)) {
        continue;
      }
      const key = unit.uri.toString();
      clearTimeout(this.timers.get(key));
      this.timers.set(
        key,
        setTimeout(() => {
          this.timers.delete(key);
          void this.refresh(unit.uri);
        }, rest),
      );
    }
  }

  /** Asks for a unit again. While there is none, as in a half-typed pill, the last one stays. */
  private async refresh(uri: vscode.Uri): Promise<void> {
    const key = uri.toString();
    try {
      const unit = await this.ask(placeOf(uri));
      if (unit.text !== this.texts.get(key)) {
        this.texts.set(key, unit.text);
        this.changed.fire(uri);
      }
    } catch {
      // the next change asks again
    }
  }
}

function placeOf(unit: vscode.Uri): ProcessPlace {
  return JSON.parse(unit.query);
}

function isOf(unit: vscode.Uri, pill: vscode.Uri): boolean {
  return vscode.Uri.parse(placeOf(unit).uri).toString() === pill.toString();
}
