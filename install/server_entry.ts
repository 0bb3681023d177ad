/** The entries of servers in hosts' configurations. */

import { win32 } from "node:path";
import { fileURLToPath } from "node:url";
import { isPlainObject } from "../base/values/is_plain_object.ts";

/** A server that the host starts. */
export interface ServerEntry {
  command: string;
  args: readonly string[];
}

/** A server that the host reaches over HTTP. */
export interface HttpServer {
  /** Its MCP endpoint. */
  url: string;
  /** Sent with every request. */
  headers: Readonly<Record<string, string>>;
}

/** The name of our server, possibly after a prefix. An entry over HTTP is recognized by nothing else. */
export const SERVER_NAME = "support-desk";

/** Parses an entry that starts a program, in the form of any host. Returns undefined for servers of other kinds. */
export function parseEntry(value: unknown): ServerEntry | undefined {
  const { command, cmd, args = [] } = toMembers(value);
  if (!Array.isArray(args)) return undefined;
  const words: unknown[] = [...Array.isArray(command) ? command : [command ?? cmd], ...args];
  if (words.length === 0 || !words.every((word) => typeof word === "string")) return undefined;
  const [program, ...rest] = words as [string, ...string[]];
  return { command: program, args: rest };
}

/**
 * Parses an entry with a URL, in the form of any host. Environment variables in headers have the form `${NAME}`.
 *
 * @returns Undefined for servers of other kinds.
 */
export function parseHttpEntry(value: unknown): HttpServer | undefined {
  const entry = toMembers(value);
  const url = [entry.url, entry.httpUrl, entry.serverUrl, entry.uri].find((one) => typeof one === "string");
  if (url === undefined) return undefined;
  const headers = entry.headers ?? entry.http_headers ?? toMembers(entry.requestOptions).headers;
  const token = entry.bearer_token_env_var; // of Codex
  const authorization = typeof token === "string" ? { Authorization: `Bearer \${${token}}` } : {};
  return { url: url as string, headers: { ...keepTexts(headers), ...authorization } };
}

/** Checks if two URLs have the same origin. One that cannot be parsed, such as a placeholder, has no other's. */
export function isSameOrigin(one: string, other: string): boolean {
  return one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin);
}

/** Returns the environment variables of an entry that starts a program. */
export function parseEnvironment(value: unknown): Record<string, string> {
  const { env, environment, envs } = toMembers(value);
  return keepTexts(env ?? environment ?? envs);
}

function keepTexts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(toMembers(value)).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}

function toMembers(value: unknown): Record<string, unknown> {
  return isPlainObject(value) ? value as Record<string, unknown> : {};
}

/** Returns the program of an entry that starts one of our servers, or its main module: the word before `serve`. */
export function getProgram({ command, args }: ServerEntry): string | undefined {
  const words = [command, ...args];
  return words[words.indexOf("serve") - 1];
}

/**
 * Checks if an entry starts this program.
 *
 * @param ours This program, or its main module as a `file:` URL.
 */
export function isSameProgram(program: string, ours: string): boolean {
  return program === ours || (ours.startsWith("file:") && program === fileURLToPath(ours));
}

/**
 * Checks if an entry is a server of ours: a program at any path, which may have been moved or replaced, or our name with
 * a URL.
 *
 * @param ours This program, or its main module as a `file:` URL.
 */
export function isOurServer(name: string, value: unknown, ours: string): boolean {
  if (startsOurServer(value, ours)) return true;
  return name.endsWith(SERVER_NAME) && parseEntry(value) === undefined && parseHttpEntry(value) !== undefined;
}

/** Our program under its own name or that of a release, such as `support-mcp-linux-x64`, but not `support-mcp-proxy`. */
const OUR_PROGRAM = /^support-mcp(?!\w|-(?!linux|darwin|mac|win|v?\d))/;

/** Checks if an entry starts a server of ours. */
export function startsOurServer(value: unknown, ours: string): boolean {
  const entry = parseEntry(value);
  const program = entry && getProgram(entry);
  if (program === undefined) return false;
  return isSameProgram(program, ours) || OUR_PROGRAM.test(win32.basename(program)); // splits at both kinds of slashes
}
