/** The change that `support-mcp install` makes in a configuration. */

import {
  addServers,
  type ConfiguredServer,
  findTwoServers,
  type HostConfiguration,
  listOurServers,
  replaceTwoServers,
} from "../../install/mod.ts";
import type { DeskServer } from "./desk_server.ts";

/**
 * Adds the server to a configuration.
 *
 * @param replaced The prefix of the two servers of an earlier version that the server replaces, if there are any.
 * @returns The new text.
 * @throws {InstallError} If the configuration cannot be parsed, or another server has the name.
 */
export function addDeskServer(
  configuration: HostConfiguration,
  { name, entry }: DeskServer,
  replaced?: string,
): string {
  const added = addServers(configuration, new Map([[name, entry]])); // refuses a name that is taken
  if (replaced === undefined || "url" in entry) return added;
  const two = findTwoServers(configuration, replaced);
  return two?.shared === undefined ? added : replaceTwoServers(configuration, two, name, entry);
}

/**
 * Returns the entry of the server in a configuration that has it, with the flags that it keeps.
 *
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function getAddedServer(configuration: HostConfiguration, { name }: DeskServer): ConfiguredServer {
  return listOurServers(configuration).get(name)!;
}
