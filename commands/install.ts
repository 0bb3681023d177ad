/** `support-mcp install`: adds the desk to the configuration of one host, or of all on this machine. */

import type { HostId } from "../install/mod.ts";
import { askForName, hasTerminal } from "./hosts/mod.ts";
import { openTerminal } from "./output/mod.ts";
import { toExitCode } from "./process/mod.ts";
import { type InstallFlags, installInEveryHost, installInHost } from "./install/mod.ts";

export type { InstallFlags };

/**
 * Adds the server `support-desk`, which the host starts or reaches over HTTP. Asks for the person's name at a terminal.
 *
 * @param id The host; all on this machine if undefined.
 * @returns The exit code: 130 if the person leaves the question.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function runInstall(id: HostId | undefined, flags: InstallFlags): Promise<number> {
  const user = flags.user ?? (isAskedForName(flags) ? askForName() : undefined);
  if (user === null) {
    openTerminal().process.stdout.write("\nNothing was changed.\n");
    return toExitCode("SIGINT");
  }
  const named = { ...flags, user };
  return id === undefined ? await installInEveryHost(named) : await installInHost(id, named);
}

/** The file of a project is shared, and over HTTP the token says who the person is. */
function isAskedForName({ http, project, dryRun, yes }: InstallFlags): boolean {
  return hasTerminal() && http === undefined && !project && !dryRun && !yes;
}
