/** The entry that starts this program, in a host's configuration. */

import { getOwnCommand } from "../../client/configuration/mod.ts";
import { getProgram, type ServerEntry } from "../../install/mod.ts";

/** The package and the command of this program. */
const NAME = "support-mcp";

/** Creates an entry that starts this program. */
export function createEntry(args: readonly string[]): ServerEntry {
  const { program, args: all } = getOwnCommand(args);
  return isInNpxCache(program) ? createNpxEntry(args) : { command: program, args: all };
}

/** Returns this program, or its main module: the word before `serve` in an entry that starts it. */
export function getThisProgram(): string {
  return getProgram(createEntry(["serve"]))!;
}

/** Reports whether `npx` has started this program, so that its path is not permanent. */
export function isStartedByNpx(): boolean {
  return isInNpxCache(getOwnCommand([]).program);
}

/** A file of our packages, or their command. */
const IN_NPX_CACHE = /[\\/]_npx[\\/].*[\\/]node_modules[\\/](?:\.bin[\\/]|@)?support-mcp(?:[\\/.]|$)/;

/** Checks if a path is that of this program in the cache of `npx`, which npm may empty at any time. */
export function isInNpxCache(program: string): boolean {
  return IN_NPX_CACHE.test(program);
}

/** Creates an entry that starts this program's package with `npx`. */
export function createNpxEntry(args: readonly string[], os: string = Deno.build.os): ServerEntry {
  const words = ["npx", "-y", NAME, ...args];
  if (os === "windows") return { command: "cmd", args: ["/c", ...words] }; // npx is a script there
  return { command: words[0]!, args: words.slice(1) };
}
