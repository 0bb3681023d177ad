/** Edits the configuration files of hosts, for `support-mcp install`, `uninstall` and `doctor`. */

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
import { toCommandError } from "../process/mod.ts";
import { openTerminal } from "../output/mod.ts";

export interface HostConfigFlags {
  /** The file to edit in place of the host's own. */
  config: string | undefined;
  /** Print the new configuration without writing it. */
  dryRun: boolean;
}

/** Returns this program, or its main module: the word before `serve` in an entry that starts it. */
export function getThisProgram(): string {
  return getProgram(createEntry(["serve"]))!;
}

/** Creates an entry that starts this program. */
export function createEntry(args: readonly string[]): ServerEntry {
  const { program, args: all } = getOwnCommand(args);
  return { command: program, args: all };
}

/**
 * Changes a host's configuration, or prints the result in a dry run.
 *
 * @param edit Returns the new text.
 * @param report Returns the message to print afterwards.
 * @returns The exit code.
 * @throws {CommandError} If the host is not on this machine, or its configuration cannot be parsed or written.
 */
export async function changeConfig(
  id: HostId,
  flags: HostConfigFlags,
  edit: (configuration: HostConfiguration) => string,
  report: (path: string, changed: boolean) => string,
): Promise<number> {
  const { stdout } = openTerminal().process;
  try {
    const path = await resolveConfigPath(id, flags.config);
    const edited = (text: string) => edit({ host: HOSTS[id], path, text, ours: getThisProgram() });
    if (flags.dryRun) stdout.write(edited(await readConfig(path)));
    else {
      const { changed, backup } = await editConfig(path, edited);
      stdout.write(report(path, changed));
      if (backup !== undefined) stdout.write(`The previous file is kept as ${backup}.\n`);
    }
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
    `${name} is not on this machine: ${folder} does not exist. Start ${name} once, or name its configuration file ` +
      "with --config FILE.",
  );
}
