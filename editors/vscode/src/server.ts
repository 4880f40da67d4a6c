// The life of the language server, and what the extension asks it itself.

import * as vscode from "vscode";
import {
  type CodeLens,
  CodeLensRequest,
  CodeLensResolveRequest,
  ExecuteCommandRequest,
  InlayHintRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import { concerns, selector } from "./documents";
import { middleware } from "./middleware";
import { brief, briefly, findProgram, NotFound } from "./program";
import { type ProcessPlace, showUnit, type Unit, type Verdict, verify } from "./protocol";
import { firstFolder, needsRestart, serverSettings, settings } from "./settings";
import { Status } from "./status";
import { tellFailure } from "./tell";
import type { Units } from "./units";
import { runVerification } from "./verify";

export class Server implements vscode.Disposable {
  private readonly status = new Status();
  /** Where it is told in full what came of verifying a process. */
  readonly report = vscode.window.createOutputChannel("pilllint verify");
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  private restarting = Promise.resolve();
  /** Whether it is of no use to start again before something has changed. */
  private failed = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly output: vscode.LogOutputChannel,
    private readonly units: Units,
  ) {}

  /** Starts the server, unless it runs, or could not be started. */
  start(): Promise<void> {
    if (this.client !== undefined || this.failed) {
      return this.starting ?? Promise.resolve();
    }
    this.starting ??= this.launch().finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  async stop(): Promise<void> {
    await this.starting;
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop()) {
      await client.stop().catch((error) => this.output.warn(`the server does not stop: ${error}`));
    }
    await client?.dispose().catch(() => undefined);
    this.announced([]);
    this.status.stopped();
  }

  /** Stops the server and starts it again, after those restarts that were asked for before. */
  restart(): Promise<void> {
    this.restarting = this.restarting.then(async () => {
      await this.stop();
      this.failed = false;
      await this.start();
    });
    return this.restarting;
  }

  /** Restarts the server if there is one, or should be. */
  async restartIfRunning(): Promise<void> {
    if (this.client !== undefined || this.failed || vscode.workspace.textDocuments.some(concerns)) {
      await this.restart();
    }
  }

  /** Does what a change of the settings takes. The server asks for its own. */
  async reconfigure(change: vscode.ConfigurationChangeEvent): Promise<void> {
    if (needsRestart(change)) {
      await this.restartIfRunning();
      return;
    }
    for (const document of vscode.workspace.textDocuments) {
      if (change.affectsConfiguration("pilllint.inlayHints")) {
        this.client?.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.fire();
      }
      if (change.affectsConfiguration("pilllint.codeLens")) {
        this.client?.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      }
    }
  }

  dispose(): void {
    this.status.dispose();
    this.report.dispose();
  }

  /** Asks for the unit of a process. */
  async unit(at: ProcessPlace, token?: vscode.CancellationToken): Promise<Unit> {
    return this.execute(showUnit, at, token);
  }

  /** Asks for a process to be verified. */
  async verdict(at: ProcessPlace): Promise<Verdict> {
    return this.execute(verify, at);
  }

  /**
   * Returns the processes of a document that a command can be done to, with the
   * lines that they begin in. Which there are is told by the lenses of the server.
   */
  async processes(document: vscode.TextDocument, command: string): Promise<{ line: number; at: ProcessPlace }[]> {
    const client = this.running();
    const textDocument = client.code2ProtocolConverter.asTextDocumentIdentifier(document);
    const lenses = (await client.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
    const resolves = client.initializeResult?.capabilities.codeLensProvider?.resolveProvider === true;
    const resolved: CodeLens[] = await Promise.all(
      lenses.map((l) => (l.command === undefined && resolves ? client.sendRequest(CodeLensResolveRequest.type, l) : l)),
    );
    return resolved.flatMap((l) =>
      l.command?.command === command ? [{ line: l.range.start.line, at: l.command.arguments?.[0] }] : [],
    );
  }

  private async execute<T>(command: string, at: ProcessPlace, token?: vscode.CancellationToken): Promise<T> {
    await this.start();
    return this.running().sendRequest(ExecuteCommandRequest.type, { command, arguments: [at] }, token);
  }

  private running(): LanguageClient {
    if (!this.client?.isRunning()) {
      throw new Error("pilllint is not running");
    }
    return this.client;
  }

  private async launch(): Promise<void> {
    this.status.starting();
    try {
      const command = await findProgram(settings().get("path", ""), {
        extension: this.context.extensionPath,
        folder: firstFolder(),
        env: process.env,
        platform: process.platform,
      });
      this.output.info(`starts ${command}`);
      const client = this.newClient(command);
      this.client = client;
      await client.start();
    } catch (error) {
      this.failed = true;
      this.client = undefined;
      const why = error instanceof Error ? error.message : String(error);
      this.output.error(why);
      this.status.failed(briefly(why));
      void this.complain(why, error instanceof NotFound);
    }
  }

  private newClient(command: string): LanguageClient {
    const args = ["lsp", ...settings().get<string[]>("args", [])];
    const client = new LanguageClient(
      "pilllint",
      "pilllint",
      { command, args, transport: TransportKind.stdio },
      {
        documentSelector: selector,
        outputChannel: this.output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: { ...serverSettings(), showsUnits: true },
        initializationFailedHandler: () => false,
        synchronize: { configurationSection: "pilllint" },
        diagnosticPullOptions: { onChange: true, onSave: true },
        middleware: middleware({
          showUnit: (at) => tellFailure(this.units.show(at)),
          verify: (at) => tellFailure(runVerification(this, at)),
        }),
      },
    );
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        const info = client.initializeResult;
        this.status.running(info?.serverInfo?.version ?? "", brief(command, this.context.extensionPath));
        this.announced(info?.capabilities.executeCommandProvider?.commands ?? []);
      } else if (newState === State.Stopped && this.client === client) {
        this.status.failed("the server ended; the output tells why");
        this.announced([]);
      }
    });
    return client;
  }

  /** Shows the commands that the server has, and hides the others. */
  private announced(commands: readonly string[]): void {
    for (const [key, value] of [
      ["pilllint.showsUnits", commands.includes(showUnit)],
      ["pilllint.verifies", commands.includes(verify)],
    ] as const) {
      void vscode.commands.executeCommand("setContext", key, value);
    }
  }

  private async complain(why: string, missing: boolean): Promise<void> {
    const actions: Record<string, () => Thenable<unknown>> = {
      "Choose Program…": () => vscode.commands.executeCommand("pilllint.chooseProgram"),
      "Open Settings": () => vscode.commands.executeCommand("workbench.action.openSettings", "pilllint.path"),
      ...(missing
        ? { "How to Install": () => vscode.env.openExternal(vscode.Uri.parse(installation)) }
        : { "Show Output": () => vscode.commands.executeCommand("pilllint.showOutput") }),
    };
    const chosen = await vscode.window.showErrorMessage(`pilllint is not running: ${why}.`, ...Object.keys(actions));
    await actions[chosen ?? ""]?.();
  }
}

const installation = "https://github.com/pilllint/pilllint#installation";
