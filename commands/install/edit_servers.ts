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

export interface DeskEdit {
  /** The new text of the configuration. */
  text: string;
  /** Says what has changed, without the full stop. */
  done: string;
  /** The entry, with the flags that it keeps. */
  server: ConfiguredServer;
}

/**
 * Adds the server to a configuration, or updates its entry.
 *
 * @param replaced The prefix of the two servers of an earlier version that the server replaces, if there are any.
 * @throws {InstallError} If the configuration cannot be parsed, or another server has the name.
 */
export function addDeskServer(configuration: HostConfiguration, desk: DeskServer, replaced?: string): DeskEdit {
  const { name, entry } = desk;
  const host = configuration.host.name;
  const text = addServers(configuration, new Map([[name, entry]])); // refuses a name that is taken
  const two = replaced === undefined || "url" in entry ? undefined : findTwoServers(configuration, replaced);
  if (two?.shared !== undefined && !("url" in entry)) {
    const done = `Replaced the servers ${two.names.join(" and ")} of ${host} by ${name}`;
    return createEdit(configuration, desk, replaceTwoServers(configuration, two, name, entry), done);
  }
  const isThere = listOurServers(configuration).has(name);
  const done = isThere ? `Updated the server ${name} of ${host}` : `Added the server ${name} to ${host}`;
  return createEdit(configuration, desk, text, done);
}

function createEdit(configuration: HostConfiguration, { name }: DeskServer, text: string, done: string): DeskEdit {
  return { text, done, server: listOurServers({ ...configuration, text }).get(name)! };
}
