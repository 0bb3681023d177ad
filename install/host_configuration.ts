/** Adds, lists and removes our servers in a host's configuration. */

import { describeEntry } from "./describe_entry.ts";
import { InstallError, NameTakenError } from "./errors/mod.ts";
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
import { type Entry, type Members, parseServerList, type ServerList, type ServerListFile } from "./formats/mod.ts";

/** A host's configuration as text. */
export interface HostConfiguration extends ServerListFile {
  host: Host;
  /** This program, or its main module: the word before `serve` in an entry that starts it. */
  ours: string;
}

/**
 * Adds servers to a configuration. Updates our entries of the same name, and keeps their flags and what people have added
 * to them.
 *
 * @param mayReplace Decides on another server of the name. It gets a description of it, without secrets. By default, none is
 * replaced.
 * @returns The new text.
 * @throws {NameTakenError} If another server has one of the names.
 * @throws {InstallError} If the configuration cannot be parsed, or the host cannot list servers over HTTP.
 */
export function addServers(
  configuration: HostConfiguration,
  servers: ReadonlyMap<string, ServerEntry | HttpServer>,
  mayReplace: (there: string) => boolean = () => false,
): string {
  const { host, path, ours } = configuration;
  const list = parseServerList(configuration);
  for (const [name, server] of servers) {
    const there = list.servers.get(name) as Members | undefined;
    const isOthers = there !== undefined && isForeign(name, there, server, ours);
    if (isOthers && !mayReplace(describeEntry(there))) throw new NameTakenError(path, name, describeEntry(there));
    const kept = isOthers || isOtherKind(there, server) ? undefined : there;
    if (there !== undefined && kept === undefined) list.remove(name);
    list.put(name, createHostEntry(host, name, keepFlags(parseEntry(kept), server), kept));
  }
  return list.text;
}

/**
 * Removes all of our servers, whatever their names.
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

/**
 * Checks if an entry is not ours to change: it starts another program, or it has a URL of another origin, which must not get
 * the token of the current one.
 */
function isForeign(name: string, there: unknown, server: ServerEntry | HttpServer, ours: string): boolean {
  if (!isOurServer(name, there, ours)) return true;
  if (parseEntry(there) !== undefined) return false;
  return !("url" in server) || !isSameOrigin(parseHttpEntry(there)!.url, server.url);
}

/** Checks if an entry starts a program, and the server is reached over HTTP. */
function isOtherKind(there: unknown, server: ServerEntry | HttpServer): boolean {
  return "url" in server && parseEntry(there) !== undefined;
}

function keepFlags(earlier: ServerEntry | undefined, server: ServerEntry | HttpServer): ServerEntry | HttpServer {
  if (earlier === undefined || "url" in server) return server;
  return { ...server, args: mergeFlags(earlier.args, server.args) };
}

function createHostEntry(host: Host, name: string, server: ServerEntry | HttpServer, there?: Members): Entry {
  if (!("url" in server)) return host.formatProgram(server, name);
  if (host.formatHttp !== undefined) return host.formatHttp(server, name, there);
  throw new InstallError(
    `--url does not work with ${host.name}: its configuration file lists programs only. Add the URL in its settings.`,
  );
}

function findOurEntries({ servers }: ServerList, { ours }: HostConfiguration): [name: string, entry: unknown][] {
  return [...servers].filter(([name, entry]) => isOurServer(name, entry, ours));
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
