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
  /** The person that the entry names by default. */
  person: string | undefined;
}

/** Says which name the history of the desk gets by default, one sentence per line. */
export function describePerson({ person }: DeskEdit): string[] {
  return person === undefined ? [] : [`The history names you ${person}. To use another name, add --user NAME.`];
}

export interface EditOptions {
  /** The prefix of the two servers of an earlier version that the server replaces, if there are any. */
  replaced: string | undefined;
  /** Decides on another server of the name, by its description. */
  mayReplace: (there: string) => boolean;
}

/**
 * Adds the server to a configuration, or updates its entry.
 *
 * @throws {NameTakenError} If another server has the name.
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function addDeskServer(
  configuration: HostConfiguration,
  desk: DeskServer,
  { replaced, mayReplace }: EditOptions,
): DeskEdit {
  const { name } = desk;
  const host = configuration.host.name;
  const isThere = listOurServers(configuration).has(name);
  const two = replaced === undefined || "url" in desk.entry ? undefined : findTwoServers(configuration, replaced);
  const entry = isThere || two?.shared !== undefined ? desk.entry : namePerson(desk);
  const text = addServers(configuration, new Map([[name, entry]]), mayReplace);
  if (two?.shared !== undefined && !("url" in entry)) {
    const done = `Replaced the servers ${two.names.join(" and ")} of ${host} with ${name}`;
    return createEdit(configuration, desk, replaceTwoServers(configuration, two, name, entry), done);
  }
  const done = isThere ? `Updated the server ${name} of ${host}` : `Added the server ${name} to ${host}`;
  return { ...createEdit(configuration, desk, text, done), person: entry === desk.entry ? undefined : desk.person };
}

/** Names the person in a new entry. */
function namePerson({ entry, person }: DeskServer): DeskServer["entry"] {
  if ("url" in entry || person === undefined) return entry;
  return { ...entry, args: [...entry.args, "--user", person] };
}

function createEdit(configuration: HostConfiguration, { name }: DeskServer, text: string, done: string): DeskEdit {
  const server = listOurServers({ ...configuration, text }).get(name)!;
  return { text, done, server, person: undefined };
}
