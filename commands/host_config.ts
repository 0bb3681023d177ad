/** What `support-mcp install`, `uninstall` and `doctor` have in common. */

import { dirname, resolve } from "node:path";
import { ownProgram } from "../client/own_program.ts";
import {
  type Configuration,
  editConfig,
  type Entry,
  folderIsThere,
  foldersOf,
  type HostId,
  HOSTS,
  InstallFailure,
  programOf,
  readConfig,
} from "../install/mod.ts";
import { DeskError } from "../store/mod.ts";
import { asFailure } from "./failure.ts";
import { terminal } from "./terminal.ts";

export interface HostConfigFlags {
  /** The host's configuration, where that isn't in its usual place. */
  config: string | undefined;
  /** Print the configuration as it would be, and leave it. */
  dryRun: boolean;
}

/** This program, or its main module: what comes before `serve` in an entry that starts it. */
export function thisProgram(): string {
  return programOf(ownEntry(["serve"]))!;
}

/** The entry that starts this very program. */
export function ownEntry(args: readonly string[]): Entry {
  const { program, args: all } = ownProgram(args);
  return { command: program, args: all };
}

/**
 * Changes a host's configuration, or for a dry run prints what it would be.
 *
 * @param edit Gives its new text.
 * @param told What a person is told then.
 * @returns The exit code.
 * @throws {Failure} When the host isn't on this machine, or its configuration can't be understood or written.
 */
export async function changeConfig(
  id: HostId,
  flags: HostConfigFlags,
  edit: (configuration: Configuration) => string,
  told: (path: string, changed: boolean) => string,
): Promise<number> {
  const { stdout } = terminal().process;
  try {
    const path = await configOf(id, flags.config);
    const edited = (text: string) => edit({ host: HOSTS[id], path, text, ours: thisProgram() });
    if (flags.dryRun) stdout.write(edited(await readConfig(path)));
    else stdout.write(told(path, await editConfig(path, edited)));
    return 0;
  } catch (error) {
    throw asFailure(error, [InstallFailure, DeskError]);
  }
}

async function configOf(id: HostId, config: string | undefined): Promise<string> {
  if (config !== undefined) return resolve(config);
  const { name, file } = HOSTS[id];
  const path = file(foldersOf());
  if (await folderIsThere(path)) return path;
  const folder = dirname(path);
  throw new InstallFailure(
    `${name} seems not to be on this machine: there is no folder ${folder}. Start it once, or name its configuration ` +
      "file with --config.",
  );
}
