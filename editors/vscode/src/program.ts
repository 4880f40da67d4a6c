// Finds the program that is the language server.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import * as path from "node:path";

/** What the search depends on. */
export interface Place {
  /** The extension's folder, with the program that comes with it in bin. */
  readonly extension: string;
  /** The first folder of the workspace. */
  readonly folder: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
}

/** The program was not found; the message says where it was looked for. */
export class NotFound extends Error {}

/**
 * Returns the absolute path of the program that a setting names. It is never
 * left to the system to look for it: Windows would take one from the working
 * folder first.
 */
export async function findProgram(setting: string, place: Place): Promise<string> {
  const wanted = setting.trim();
  if (wanted === "") {
    const bundled = path.join(place.extension, "bin", `pilllint${place.platform === "win32" ? ".exe" : ""}`);
    const found = (await isProgram(bundled)) ? bundled : await inPath("pilllint", place);
    if (found === undefined) {
      throw new NotFound("pilllint does not come with the extension on this platform, and is not in PATH");
    }
    return found;
  }
  if (!/[\\/]/.test(wanted) && !wanted.startsWith("~")) {
    const found = await inPath(wanted, place);
    if (found === undefined) {
      throw new NotFound(`there is no program ${wanted} in PATH, which the setting pilllint.path names`);
    }
    return found;
  }
  const file = absolute(wanted, place.folder);
  if (file === undefined || !(await isProgram(file))) {
    throw new NotFound(`there is no program ${file ?? wanted}, which the setting pilllint.path names`);
  }
  return file;
}

/** How long what is told beside the language may be: behind it there has to be room for a link. */
const room = 44;

/** Says in a few characters which program runs. */
export function brief(program: string, extension: string): string {
  if (program.startsWith(extension + path.sep)) {
    return "included";
  }
  const home = homedir() + path.sep;
  const short = program.startsWith(home) ? `~${path.sep}${program.slice(home.length)}` : program;
  return short.length <= room ? short : `…${short.slice(1 - room)}`;
}

/** Returns the beginning of a reason, if the whole is too long. */
export function briefly(why: string): string {
  return why.length <= room ? why : `${why.slice(0, room - 1)}…`;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code writes variables so
const folderVariable = "${workspaceFolder}";

/** Returns the absolute path that a setting means; undefined if that takes a folder and there is none. */
export function absolute(setting: string, folder: string | undefined): string | undefined {
  const replaced = setting.replace(/^~(?=$|[\\/])/, homedir()).replaceAll(folderVariable, folder ?? "");
  if (path.isAbsolute(replaced)) {
    return path.normalize(replaced);
  }
  return folder === undefined ? undefined : path.join(folder, replaced);
}

async function inPath(name: string, place: Place): Promise<string | undefined> {
  const suffixes = place.platform === "win32" ? ["", ".exe"] : [""];
  for (const dir of (place.env.PATH ?? place.env.Path ?? "").split(path.delimiter)) {
    if (!path.isAbsolute(dir)) {
      continue; // it would be another one for each working folder
    }
    for (const suffix of suffixes) {
      const file = path.join(dir, name + suffix);
      if (await isProgram(file)) {
        return file;
      }
    }
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
