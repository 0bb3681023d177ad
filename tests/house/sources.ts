/** The project's files, for the house rules. */

import { fileURLToPath } from "node:url";
import { join, relative, sep } from "node:path";

/** The folder of `deno.json`. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** Generated folders. */
const NOT_OURS = new Set([".git", "dist", "coverage", "node_modules"]);

/**
 * Lists every hand-written file.
 *
 * @param folder An absolute path.
 * @returns Paths relative to `folder`, with `/` as the separator.
 */
export async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const path of walkFolder(folder)) files.push(relative(folder, path).split(sep).join("/"));
  return files.sort();
}

async function* walkFolder(folder: string): AsyncIterable<string> {
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    if (NOT_OURS.has(name)) continue;
    const path = join(folder, name);
    if (isFile) yield path;
    if (isDirectory) yield* walkFolder(path);
  }
}

/** Removes comments, which may contain examples. This is not a parser, but sufficient for formatted code. */
export function removeComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/ .*$/gm, "$1");
}
