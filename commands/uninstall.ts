/** `support-mcp uninstall`: removes our servers from a host's configuration. */

import {
  type ConfiguredServer,
  describeUrl,
  type HostId,
  HOSTS,
  listOurServers,
  removeOurServers,
} from "../install/mod.ts";
import { changeConfig, type HostConfigFlags } from "./hosts/mod.ts";

/**
 * Removes all of our servers, whatever their names. The desk is kept.
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
      removed = [...listOurServers(configuration)].map(formatServer);
      return removeOurServers(configuration).text;
    },
    (path, changed) =>
      changed
        ? `Removed the ${removed.length === 1 ? "server" : "servers"} ${
          removed.join(" and ")
        } from ${name}, in ${path}. The desk is kept.\n`
        : `${name} has no server of support-mcp. ${path} is unchanged.\n`,
  );
}

/** A server over HTTP is recognized by its name alone, so the message says which it was. */
function formatServer([name, server]: [string, ConfiguredServer]): string {
  return "url" in server ? `${name} (${describeUrl(server.url)})` : name;
}
