/** Adds, lists and removes our servers in a host's configuration. */

import { parseEntry, type ServerEntry, startsOurServer } from "./server_entry.ts";
import { InstallError } from "./install_error.ts";
import type { Host } from "./hosts.ts";
import { JsonServerList } from "./json_server_list.ts";
import type { ServerList } from "./server_list.ts";
import { TomlServerList } from "./toml_server_list.ts";

/** A host's configuration as text. */
export interface HostConfiguration {
  host: Host;
  /** Its file, for messages. */
  path: string;
  text: string;
  /** This program, or its main module: the word before `serve` in an entry that starts it. */
  ours: string;
}

/**
 * Adds servers to a configuration. Updates our entries of the same name and keeps what people have added to them.
 *
 * @returns The new text.
 * @throws {InstallError} If the configuration cannot be parsed, or another server has one of the names.
 */
export function addServers(
  configuration: HostConfiguration,
  servers: ReadonlyMap<string, ServerEntry>,
): string {
  const { host, path, ours } = configuration;
  const list = parseServerList(configuration);
  for (const [name, entry] of servers) {
    const there = list.servers.get(name);
    if (there !== undefined && !startsOurServer(there, ours)) throw createNameTakenError(name, there, path);
    list.put(name, entry, host.extraMembers);
  }
  return list.text;
}

/**
 * Removes every server of ours, whatever its name.
 *
 * @returns The new text, and the names of the removed servers.
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function removeOurServers(configuration: HostConfiguration): { text: string; names: string[] } {
  const list = parseServerList(configuration);
  const names = findOurEntries(list, configuration).map(([name]) => name);
  for (const name of names) list.remove(name);
  return { text: names.length === 0 ? configuration.text : list.text, names };
}

function parseServerList({ host, path, text }: HostConfiguration): ServerList {
  return host.format === "toml"
    ? new TomlServerList(text, path, host.member)
    : new JsonServerList(text, path, host.member);
}

function findOurEntries({ servers }: ServerList, { ours }: HostConfiguration): [name: string, entry: unknown][] {
  return [...servers].filter(([, entry]) => startsOurServer(entry, ours));
}

function createNameTakenError(name: string, there: unknown, path: string): InstallError {
  const what = parseEntry(there)?.command ?? "without a command";
  return new InstallError(
    `${path} has another server named ${name} (${what}). Choose other names with --prefix, such as --prefix desk-.`,
  );
}

/** A server of ours in the form in which a host starts it. */
export interface ConfiguredServer extends ServerEntry {
  /** Environment variables in addition to the host's own. */
  env: Readonly<Record<string, string>>;
}

/**
 * Lists our servers in a configuration by name.
 *
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function listOurServers(configuration: HostConfiguration): Map<string, ConfiguredServer> {
  const listed = findOurEntries(parseServerList(configuration), configuration);
  return new Map(listed.map(([name, value]) => [name, { ...parseEntry(value)!, env: getEntryEnvironment(value) }]));
}

function getEntryEnvironment(value: unknown): Record<string, string> {
  const { env } = value as { env?: unknown };
  const variables = Object.entries(typeof env === "object" && env !== null ? env : {});
  return Object.fromEntries(variables.filter(([, text]) => typeof text === "string"));
}
