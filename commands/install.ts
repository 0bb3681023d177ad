/** `support-mcp install`: adds the desk to the configuration of one host, or of all on this machine. */

import type { HostId } from "../install/mod.ts";
import { type InstallFlags, installInEveryHost, installInHost } from "./install/mod.ts";

export type { InstallFlags };

/**
 * Adds the server `support-desk`, which the host starts or reaches over HTTP.
 *
 * @param id The host; all on this machine if undefined.
 * @returns The exit code: 1 if the person does not agree to a change.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function runInstall(id: HostId | undefined, flags: InstallFlags): Promise<number> {
  return id === undefined ? await installInEveryHost(flags) : await installInHost(id, flags);
}
