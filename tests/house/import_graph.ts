/** Imports of the source files. */

import { posix } from "node:path";
import { listFiles, removeComments } from "./sources.ts";

export interface Import {
  /** The importing file, such as `server/definitions/tools/mod.ts`. */
  from: string;
  /** The imported file, or a package such as `zod`. */
  to: string;
  /** `type` imports do not exist at run time. `lazy` imports run when their line runs. */
  kind: "static" | "type" | "lazy";
}

const STATIC = /^(?:import|export)\s+(type\s)?(?:[^;"'`]*?\sfrom\s+)?"([^"]+)"/gm;
const LAZY = /\bimport\(\s*"([^"]+)"/g;

/**
 * Reads the imports of all TypeScript files.
 *
 * @param folder An absolute path.
 */
export async function readImports(folder: string): Promise<Import[]> {
  const files = (await listFiles(folder)).filter((file) => /\.tsx?$/.test(file));
  const imports = files.map(async (file) => parseImports(file, await Deno.readTextFile(posix.join(folder, file))));
  return (await Promise.all(imports)).flat();
}

/** Parses the imports of one file. */
export function parseImports(file: string, source: string): Import[] {
  const code = removeComments(source);
  const imports: Import[] = [];
  for (const [, type, specifier] of code.matchAll(STATIC)) {
    imports.push({ from: file, to: resolveSpecifier(file, specifier!), kind: type ? "type" : "static" });
  }
  for (const [, specifier] of code.matchAll(LAZY)) {
    imports.push({ from: file, to: resolveSpecifier(file, specifier!), kind: "lazy" });
  }
  return imports;
}

function resolveSpecifier(file: string, specifier: string): string {
  return specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier) : specifier;
}

/** Finds all files loaded together with `file`, through static imports. */
export function findLoaded(file: string, imports: readonly Import[]): Set<string> {
  const loaded = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (loaded.has(next)) continue;
    loaded.add(next);
    for (const { from, to, kind } of imports) if (from === next && kind === "static") waiting.push(to);
  }
  return loaded;
}
