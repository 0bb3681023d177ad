/** What a host keeps of a server: how to start it. */

import { win32 } from "node:path";
import { fileURLToPath } from "node:url";

export interface ServerEntry {
  command: string;
  args: readonly string[];
}

/** An entry, if that is one: hosts keep servers of other kinds too. */
export function parseEntry(value: unknown): ServerEntry | undefined {
  const { command, args = [] } = (value ?? {}) as Partial<Record<keyof ServerEntry, unknown>>;
  const isOne = typeof command === "string" && Array.isArray(args) && args.every((arg) => typeof arg === "string");
  return isOne ? { command, args: args as string[] } : undefined;
}

/** The program of an entry that starts one of our servers, or its main module: what comes before `serve`. */
export function getProgram({ command, args }: ServerEntry): string | undefined {
  const words = [command, ...args];
  return words[words.indexOf("serve") - 1];
}

/**
 * Whether what an entry starts is this very program.
 *
 * @param ours This program, or its main module as a `file:` URL.
 */
export function isSameProgram(program: string, ours: string): boolean {
  return program === ours || (ours.startsWith("file:") && program === fileURLToPath(ours));
}

/**
 * Whether an entry starts a server of ours, wherever the program lies: it may have been moved, or be a newer one by now.
 *
 * @param ours This program, or its main module as a `file:` URL.
 */
export function startsOurServer(value: unknown, ours: string): boolean {
  const entry = parseEntry(value);
  const program = entry && getProgram(entry);
  if (program === undefined) return false;
  return isSameProgram(program, ours) || /^support-mcp\b/.test(win32.basename(program)); // which knows both kinds of slashes
}
