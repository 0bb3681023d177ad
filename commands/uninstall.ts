/** What `support-mcp uninstall` does: takes our servers out of a host's configuration. */

import { type HostId, HOSTS, removeOurServers } from "../install/mod.ts";
import { changeConfig, type HostConfigFlags } from "./hosts/host_config.ts";

/**
 * Takes every server of ours out, whatever its name; the desk stays.
 *
 * @returns The exit code.
 * @throws {Failure} When that can't be done; then the configuration is as it was.
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
        ? `${name} has no longer the servers ${removed.join(" and ")}, in ${path}. The desk is still there.\n`
        : `${name} has no server of ours: ${path} was left as it is.\n`,
  );
}
