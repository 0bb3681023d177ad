/** What `support-mcp install`, `uninstall` and `doctor` have in common. */

import { dirname, resolve } from "node:path";
import { getOwnCommand } from "../../client/configuration/mod.ts";
import {
  editConfig,
  getProgram,
  getUserFolders,
  hasParentFolder,
  type HostConfiguration,
  type HostId,
  HOSTS,
  InstallError,
  readConfig,
  type ServerEntry,
} from "../../install/mod.ts";
import { DeskError } from "../../store/mod.ts";
import { toCommandError } from "../command_error.ts";
import { openTerminal } from "../terminal.ts";

export interface HostConfigFlags {
  /** The host's configuration, where that isn't in its usual place. */
  config: string | undefined;
  /** Print the configuration as it would be, and leave it. */
  dryRun: boolean;
}

/** This program, or its main module: what comes before `serve` in an entry that starts it. */
export function getThisProgram(): string {
  return getProgram(createEntry(["serve"]))!;
}

/** The entry that starts this very program. */
export function createEntry(args: readonly string[]): ServerEntry {
  const { program, args: all } = getOwnCommand(args);
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
  edit: (configuration: HostConfiguration) => string,
  told: (path: string, changed: boolean) => string,
): Promise<number> {
  const { stdout } = openTerminal().process;
  try {
    const path = await resolveConfigPath(id, flags.config);
    const edited = (text: string) => edit({ host: HOSTS[id], path, text, ours: getThisProgram() });
    if (flags.dryRun) stdout.write(edited(await readConfig(path)));
    else stdout.write(told(path, await editConfig(path, edited)));
    return 0;
  } catch (error) {
    throw toCommandError(error, [InstallError, DeskError]);
  }
}

async function resolveConfigPath(id: HostId, config: string | undefined): Promise<string> {
  if (config !== undefined) return resolve(config);
  const { name, getConfigPath: file } = HOSTS[id];
  const path = file(getUserFolders());
  if (await hasParentFolder(path)) return path;
  const folder = dirname(path);
  throw new InstallError(
    `${name} seems not to be on this machine: there is no folder ${folder}. Start it once, or name its configuration ` +
      "file with --config.",
  );
}
