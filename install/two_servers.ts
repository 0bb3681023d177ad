/** The two servers that earlier versions of `support-mcp install` added: `serve tickets` and `serve customers`. */

import { isDeepStrictEqual } from "node:util";
import { mergeFlags } from "./merge_flags.ts";
import { type Members, parseServerList } from "./formats/mod.ts";
import type { HostConfiguration } from "./host_configuration.ts";
import { getProgram, isOurServer, parseEntry, type ServerEntry } from "./server_entry.ts";

const PARTS = ["tickets", "customers"] as const;

/** Both servers, as a host has them. */
export interface TwoServers {
  names: readonly [tickets: string, customers: string];
  /** Their flags and other members, or undefined if the two differ, so that one server cannot replace both. */
  shared: { flags: readonly string[]; members: Members } | undefined;
}

/**
 * Finds the two servers in a configuration.
 *
 * @param prefix The start of their names.
 * @returns Undefined if one of them is missing.
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function findTwoServers(configuration: HostConfiguration, prefix: string): TwoServers | undefined {
  const { servers } = parseServerList(configuration);
  const [tickets, customers] = PARTS.map((part) =>
    readPart(part, `${prefix}${part}`, servers.get(`${prefix}${part}`), configuration.ours)
  );
  if (tickets === undefined || customers === undefined) return undefined;
  const names = [`${prefix}${PARTS[0]}`, `${prefix}${PARTS[1]}`] as const;
  return { names, shared: isDeepStrictEqual(tickets, customers) ? tickets : undefined };
}

/** Returns the flags and the other members of an entry that serves one part of the desk. */
function readPart(part: string, name: string, value: unknown, ours: string): TwoServers["shared"] {
  const entry = parseEntry(value);
  if (entry === undefined || !isOurServer(name, value, ours)) return undefined;
  const [served, ...flags] = entry.args.slice(entry.args.indexOf("serve") + 1);
  if (served !== part || getProgram(entry) === undefined) return undefined;
  const { name: _, command: _command, cmd: _cmd, args: _args, ...members } = value as Record<string, unknown>;
  return { flags, members };
}

/**
 * Replaces the two servers with one, which gets what people have added to them, such as variables and flags.
 *
 * @param two Two servers that can be replaced.
 * @param name The name of the one.
 * @param server Starts it. Its flags win over those of the two.
 * @returns The new text.
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export function replaceTwoServers(
  configuration: HostConfiguration,
  { names, shared }: TwoServers,
  name: string,
  { command, args }: ServerEntry,
): string {
  const list = parseServerList(configuration);
  const { flags = [], members = {} } = shared ?? {};
  const merged = { command, args: mergeFlags(["serve", ...flags], args) };
  const entry = configuration.host.formatProgram(merged, name);
  list.put(name, { members: entry.members, defaults: { ...entry.defaults, ...members } });
  for (const old of names) list.remove(old);
  return list.text;
}
