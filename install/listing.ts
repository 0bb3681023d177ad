/** Lists our servers in a host's configuration, and takes them out again. */

import { asEntry, type Entry, startsOurs } from "./entry.ts";
import { InstallFailure } from "./failure.ts";
import type { Host } from "./hosts.ts";
import { JsonServerList } from "./json_server_list.ts";
import type { ServerList } from "./server_list.ts";
import { TomlServerList } from "./toml_server_list.ts";

/** A host's configuration, as text. */
export interface Configuration {
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
 * @throws {InstallFailure} When it can't be understood, or another server has such a name.
 */
export function withServers(
  configuration: Configuration,
  servers: ReadonlyMap<string, Entry>,
): string {
  const { host, path, ours } = configuration;
  const list = listIn(configuration);
  for (const [name, entry] of servers) {
    const there = list.servers.get(name);
    if (there !== undefined && !startsOurs(there, ours)) throw taken(name, there, path);
    list.put(name, entry, host.beside);
  }
  return list.text;
}

/**
 * The configuration without any server of ours, whatever its name.
 *
 * @returns The text, and the names of those that were taken out.
 * @throws {InstallFailure} When it can't be understood.
 */
export function withoutOurs(configuration: Configuration): { text: string; names: string[] } {
  const list = listIn(configuration);
  const names = oursIn(list, configuration).map(([name]) => name);
  for (const name of names) list.remove(name);
  return { text: names.length === 0 ? configuration.text : list.text, names };
}

function listIn({ host, path, text }: Configuration): ServerList {
  return host.format === "toml"
    ? new TomlServerList(text, path, host.member)
    : new JsonServerList(text, path, host.member);
}

function oursIn({ servers }: ServerList, { ours }: Configuration): [name: string, entry: unknown][] {
  return [...servers].filter(([, entry]) => startsOurs(entry, ours));
}

function taken(name: string, there: unknown, path: string): InstallFailure {
  const what = asEntry(there)?.command ?? "of another kind";
  return new InstallFailure(
    `${path} has another server called ${name} (${what}). Give ours other names with --prefix, such as --prefix desk-.`,
  );
}

/** A server of ours, as a host starts it. */
export interface ListedServer extends Entry {
  /** Environment variables that it gets besides the host's own. */
  env: Readonly<Record<string, string>>;
}

/**
 * The servers of ours that a host knows, by its names for them.
 *
 * @throws {InstallFailure} When the configuration can't be understood.
 */
export function serversOfOurs(configuration: Configuration): Map<string, ListedServer> {
  const listed = oursIn(listIn(configuration), configuration);
  return new Map(listed.map(([name, value]) => [name, { ...asEntry(value)!, env: environmentOf(value) }]));
}

function environmentOf(value: unknown): Record<string, string> {
  const { env } = value as { env?: unknown };
  const variables = Object.entries(typeof env === "object" && env !== null ? env : {});
  return Object.fromEntries(variables.filter(([, text]) => typeof text === "string"));
}
