/** `support-mcp uninstall`: removes our servers from a host's configuration. */

import { type HostId, HOSTS, removeOurServers } from "../install/mod.ts";
import { changeConfig, type HostConfigFlags } from "./hosts/mod.ts";

/**
 * Removes every server of ours, whatever its name. The desk is kept.
 *
 * @returns The exit code.
 * @throws {CommandError} If this is impossible. The configuration is unchanged then.
 */
export async function runUninstall(id: HostId, flags: HostConfigFlags): Promise<number> {
  let removed: readonly string[] = [];
  const { name } = HOSTS[id];
  return await changeConfig(
    id,
    flags,
    (configuration) => {
      const { text, names } = removeOurServers(configuration);
      removed = names;
      return text;
    },
    (path, changed) =>
      changed
        ? `Removed the ${removed.length === 1 ? "server" : "servers"} ${
          removed.join(" and ")
        } from ${name}, in ${path}. The desk is kept.\n`
        : `${name} has no server of support-mcp. ${path} is unchanged.\n`,
  );
}
