/** Names the chunks of a bundle after their contents. */

import { dirname, join } from "node:path";

/** The name of a chunk in a file name or an import: a word, and a hash of eight letters and digits. */
const CHUNK = /([\w-]+)-([A-Z0-9]{8})\.js\b/g;

/**
 * Renames every chunk in a folder, and the imports of it, so that the same source leads to the same names. The bundler's own
 * names depend on the paths of the checkout and of the package cache, so two builds would differ.
 *
 * @param directory An absolute path. Its chunks import only each other.
 * @throws {Error} If two chunks would get the same name.
 */
export async function nameChunks(directory: string): Promise<void> {
  const texts = await readModules(directory);
  const names = await findNames(texts);
  if (new Set(names.values()).size < names.size) throw new Error(`Two chunks in ${directory} have the same contents.`);
  for (const [path, text] of texts) {
    const name = getName(path);
    const target = names.has(name) ? join(dirname(path), names.get(name)!) : path;
    await Deno.remove(path);
    await Deno.writeTextFile(target, replaceNames(text, names));
  }
}

/** Hashes each chunk with the hashes of the chunks it imports, until another round would tell no more of them apart. */
async function findNames(texts: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const chunks = [...texts].map(([path, text]) => [getName(path), text] as const).filter(([name]) => name.match(CHUNK));
  let names = new Map(chunks.map(([name]) => [name, name.replace(CHUNK, "$1.js")]));
  for (let distinct = 0, before = -1; distinct > before;) {
    before = distinct;
    const hashed = chunks.map(async ([name, text]) => [name, await hashName(name, replaceNames(text, names))] as const);
    names = new Map(await Promise.all(hashed));
    distinct = new Set(names.values()).size;
  }
  return names;
}

async function hashName(name: string, text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return name.replace(CHUNK, `$1-${hash.toHex().slice(0, 8).toUpperCase()}.js`);
}

function replaceNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(CHUNK, (name) => names.get(name) ?? name);
}

/** Reads every module in a folder and in the folders below it, by path. */
async function readModules(directory: string): Promise<Map<string, string>> {
  const modules = new Map<string, string>();
  for await (const { name, isDirectory } of Deno.readDir(directory)) {
    const path = join(directory, name);
    if (isDirectory) { for (const entry of await readModules(path)) modules.set(...entry); }
    else modules.set(path, await Deno.readTextFile(path));
  }
  return modules;
}

function getName(path: string): string {
  return path.slice(dirname(path).length + 1);
}
