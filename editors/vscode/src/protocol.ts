// What the server's own commands take and answer.

/** The argument of both commands: which process of which pill. */
export interface ProcessPlace {
  readonly uri: string;
  readonly application: string;
  readonly process: string;
}

/** The commands, as the server announces them. */
export const showUnit = "pilllint.showUnit";
export const verify = "pilllint.verify";

/** What showUnit answers. */
export interface Unit {
  readonly name: string;
  readonly text: string;
}

/** What verify answers; its findings come as diagnostics. */
export interface Verdict {
  readonly summary: string;
  readonly text: string;
}
