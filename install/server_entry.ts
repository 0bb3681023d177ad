/** The entry of a server in a host's configuration. */

import { win32 } from "node:path";
import { fileURLToPath } from "node:url";

export interface ServerEntry {
  command: string;
  args: readonly string[];
}

/** Parses an entry that starts a program. Returns undefined for servers of other kinds. */
export function parseEntry(value: unknown): ServerEntry | undefined {
  const { command, args = [] } = (value ?? {}) as Partial<Record<keyof ServerEntry, unknown>>;
  const isOne = typeof command === "string" && Array.isArray(args) && args.every((arg) => typeof arg === "string");
  return isOne ? { command, args: args as string[] } : undefined;
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
 * Checks if an entry starts a server of ours, from any path: the program may have been moved or replaced.
 *
 * @param ours This program, or its main module as a `file:` URL.
 */
export function startsOurServer(value: unknown, ours: string): boolean {
  const entry = parseEntry(value);
  const program = entry && getProgram(entry);
  if (program === undefined) return false;
  return isSameProgram(program, ours) || /^support-mcp\b/.test(win32.basename(program)); // splits at both kinds of slashes
}
