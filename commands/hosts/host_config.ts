/** Edits the configuration files of hosts, for `support-mcp install`, `uninstall` and `doctor`. */

import { join, resolve } from "node:path";
import {
  editConfig,
  getUserFolders,
  type HostConfiguration,
  type HostId,
  HOSTS,
  InstallError,
  readConfig,
} from "../../install/mod.ts";
import { DeskError } from "../../store/mod.ts";
import { toCommandError } from "../process/mod.ts";
import { openTerminal, print } from "../output/mod.ts";
import { getThisProgram } from "./own_entry.ts";

export interface HostConfigFlags {
  /** The file to edit in place of the host's own. */
  config: string | undefined;
  /** Edit the configuration of the project in the working directory. */
  project: boolean;
  /** Print the new configuration without writing it. */
  dryRun: boolean;
}

/**
 * Changes a host's configuration, or prints the result in a dry run.
 *
 * @param edit Returns the new text.
 * @param report Returns the message to print afterwards.
 * @returns The exit code.
 * @throws {CommandError} If the host's configuration cannot be found, parsed or written.
 */
export async function changeConfig(
  id: HostId,
  flags: HostConfigFlags,
  edit: (configuration: HostConfiguration) => string,
  report: (path: string, changed: boolean) => string | Promise<string>,
): Promise<number> {
  try {
    const path = resolveConfigPath(id, flags);
    const edited = (text: string) => edit(toConfiguration(id, path, text));
    if (flags.dryRun) openTerminal().process.stdout.write(edited(await readConfig(path)));
    else {
      const { changed, backup } = await editConfig(path, edited);
      print(await report(path, changed));
      if (backup !== undefined) print(`The previous file is kept as ${backup}.\n`);
    }
    return 0;
  } catch (error) {
    throw toCommandError(error, [InstallError, DeskError]);
  }
}

/** Reads a host's configuration. */
export async function readConfiguration(id: HostId, path: string): Promise<HostConfiguration> {
  return toConfiguration(id, path, await readConfig(path));
}

/** Describes a host's configuration. */
export function toConfiguration(id: HostId, path: string, text: string): HostConfiguration {
  return { host: HOSTS[id], path, text, ours: getThisProgram() };
}

/**
 * Returns the path of the file to edit, whose folder may not exist.
 *
 * @throws {InstallError} If the environment does not name the home folder, or the host knows no projects.
 */
export function resolveConfigPath(
  id: HostId,
  { config, project }: Pick<HostConfigFlags, "config" | "project">,
): string {
  if (config !== undefined) return resolve(config);
  const { name, getConfigPath, projectPath } = HOSTS[id];
  if (!project) return getConfigPath(getUserFolders());
  if (projectPath !== undefined) return join(Deno.cwd(), projectPath);
  throw new InstallError(`--project does not work with ${name}: it has no configuration of a project.`);
}
