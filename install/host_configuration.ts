/** Lists our servers in a host's configuration, and takes them out again. */

import { parseEntry, type ServerEntry, startsOurServer } from "./server_entry.ts";
import { InstallError } from "./install_error.ts";
import type { Host } from "./hosts.ts";
import { JsonServerList } from "./json_server_list.ts";
import type { ServerList } from "./server_list.ts";
import { TomlServerList } from "./toml_server_list.ts";

/** A host's configuration, as text. */
export interface HostConfiguration {
  host: Host;
  /** Its file, for people. */
  path: string;
  text: string;
  /** This program, or its main module: what comes before `serve` in an entry that starts it. */
  ours: string;
}

/**
 * The configuration with these servers in it. Entries of ours that have their names are brought up to date, and keep what
 * people have added to them.
 *
 * @throws {InstallError} When it can't be understood, or another server has such a name.
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
 * The configuration without any server of ours, whatever its name.
 *
 * @returns The text, and the names of those that were taken out.
 * @throws {InstallError} When it can't be understood.
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
  const what = parseEntry(there)?.command ?? "of another kind";
  return new InstallError(
    `${path} has another server called ${name} (${what}). Give ours other names with --prefix, such as --prefix desk-.`,
  );
}

/** A server of ours, as a host starts it. */
export interface ConfiguredServer extends ServerEntry {
  /** Environment variables that it gets besides the host's own. */
  env: Readonly<Record<string, string>>;
}

/**
 * The servers of ours that a host knows, by its names for them.
 *
 * @throws {InstallError} When the configuration can't be understood.
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
