// What the language status, at the bottom right beside the language, tells of the server.

import * as vscode from "vscode";

export class Status implements vscode.Disposable {
  private readonly item: vscode.LanguageStatusItem;

  constructor() {
    this.item = vscode.languages.createLanguageStatusItem("pilllint", [
      { language: "pill" },
      { language: "pill-erb" },
      { pattern: "**/*.{pill,pill.erb,pill.j2,pill.jinja,pill.jinja2}" },
      { pattern: "**/{manifest,.pilllint}.{yml,yaml}" },
    ]);
    this.item.name = "pilllint";
    this.stopped();
  }

  starting(): void {
    this.show(
      "pilllint is starting",
      "",
      vscode.LanguageStatusSeverity.Information,
      "pilllint.showOutput",
      "Show Output",
    );
    this.item.busy = true;
  }

  running(version: string, program: string): void {
    const text = version === "" ? "pilllint" : `pilllint ${version}`;
    this.show(text, program, vscode.LanguageStatusSeverity.Information, "pilllint.restart", "Restart");
  }

  stopped(): void {
    this.show("pilllint is not running", "", vscode.LanguageStatusSeverity.Information, "pilllint.restart", "Start");
  }

  failed(why: string): void {
    this.show("pilllint is not running", why, vscode.LanguageStatusSeverity.Error, "pilllint.restart", "Start again");
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(
    text: string,
    detail: string,
    severity: vscode.LanguageStatusSeverity,
    command: string,
    title: string,
  ): void {
    this.item.busy = false;
    this.item.text = text;
    this.item.detail = detail;
    this.item.severity = severity;
    this.item.command = { command, title };
  }
}
