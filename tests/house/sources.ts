/** The project's files, as the checks of its house rules read them. */

import { fileURLToPath } from "node:url";
import { join, relative, sep } from "node:path";

/** The folder of `deno.json`. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

/** Made by tools, not written by us. */
const NOT_OURS = new Set([".git", "dist", "coverage", "node_modules"]);

/**
 * Every file under `folder` that is written by hand.
 *
 * @param folder An absolute path.
 * @returns Paths within `folder`, with `/` between their parts.
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

/** The source without its comments, which hold examples. Enough for our own formatted code: not a parser. */
export function removeComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/ .*$/gm, "$1");
}
