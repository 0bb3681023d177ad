/** Adds, lists and removes our servers in a host's configuration. */

import type { Entry } from "./entry_forms.ts";
import { InstallError } from "./install_error.ts";
import type { Host } from "./hosts.ts";
import {
  type HttpServer,
  isOurServer,
  isSameOrigin,
  parseEntry,
  parseEnvironment,
  parseHttpEntry,
  SERVER_NAME,
  type ServerEntry,
} from "./server_entry.ts";
import { mergeFlags } from "./merge_flags.ts";
import { type HostConfiguration, parseServerList } from "./parse_server_list.ts";
import type { ServerList } from "./server_list.ts";

/**
 * Adds servers to a configuration. Updates our entries of the same name, and keeps their flags and what people have added
 * to them, except for a URL of another origin, which must not get the token of the previous one.
 *
 * @returns The new text.
 * @throws {InstallError} If the configuration cannot be parsed, or another server has one of the names, or the
 * host cannot list servers over HTTP.
 */
export function addServers(
  configuration: HostConfiguration,
  servers: ReadonlyMap<string, ServerEntry | HttpServer>,
): string {
  const { host, path, ours } = configuration;
  const list = parseServerList(configuration);
  for (const [name, server] of servers) {
    const there = list.servers.get(name);
    if (there !== undefined && !isOurServer(name, there, ours)) throw createNameTakenError(name, there, path);
    if (there !== undefined && isOtherServer(there, server)) list.remove(name);
    list.put(name, createHostEntry(host, name, keepFlags(parseEntry(there), server)));
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

/** Checks if a server is of another kind than its entry, or at another origin. */
function isOtherServer(there: unknown, server: ServerEntry | HttpServer): boolean {
  if (!("url" in server)) return parseEntry(there) === undefined;
  return parseEntry(there) !== undefined || !isSameOrigin(parseHttpEntry(there)!.url, server.url);
}

function keepFlags(earlier: ServerEntry | undefined, server: ServerEntry | HttpServer): ServerEntry | HttpServer {
  if (earlier === undefined || "url" in server) return server;
  return { ...server, args: mergeFlags(earlier.args, server.args) };
}

function createHostEntry(host: Host, name: string, server: ServerEntry | HttpServer): Entry {
  if (!("url" in server)) return host.formatProgram(server, name);
  if (host.formatHttp !== undefined) return host.formatHttp(server, name);
  throw new InstallError(
    `--url does not work with ${host.name}: its configuration file lists programs only. Add the URL in its settings.`,
  );
}

function findOurEntries({ servers }: ServerList, { ours }: HostConfiguration): [name: string, entry: unknown][] {
  return [...servers].filter(([name, entry]) => isOurServer(name, entry, ours));
}

function createNameTakenError(name: string, there: unknown, path: string): InstallError {
  const what = parseEntry(there)?.command ?? parseHttpEntry(there)?.url ?? "without a command";
  return new InstallError(
    `${path} has another server named ${name} (${what}). Choose other names with --prefix, such as --prefix desk-.`,
  );
}

/**
 * Lists the servers that have our name, possibly after a prefix, but are not ours.
 *
 * @returns What each starts; undefined if the entry does not say so.
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function listForeignServers(configuration: HostConfiguration): Map<string, ServerEntry | undefined> {
  const { servers } = parseServerList(configuration);
  const isForeign = ([name, entry]: [string, unknown]) =>
    name.endsWith(SERVER_NAME) && !isOurServer(name, entry, configuration.ours);
  return new Map([...servers].filter(isForeign).map(([name, entry]) => [name, parseEntry(entry)]));
}

/** A server of ours in the form in which a host starts it. */
export interface ConfiguredProgram extends ServerEntry {
  /** Environment variables in addition to the host's own. */
  env: Readonly<Record<string, string>>;
}

/** A server of ours that a host starts or reaches. */
export type ConfiguredServer = ConfiguredProgram | HttpServer;

/**
 * Lists our servers in a configuration by name.
 *
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function listOurServers(configuration: HostConfiguration): Map<string, ConfiguredServer> {
  const listed = findOurEntries(parseServerList(configuration), configuration);
  return new Map(listed.map(([name, value]) => [name, parseConfiguredServer(value)]));
}

function parseConfiguredServer(value: unknown): ConfiguredServer {
  const program = parseEntry(value);
  return program === undefined ? parseHttpEntry(value)! : { ...program, env: parseEnvironment(value) };
}
