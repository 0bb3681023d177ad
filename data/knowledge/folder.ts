/** The Markdown files of one folder. Links, folders in it and other files are left alone. */

import { join } from "node:path";
import { DataError, toDataError } from "../files/mod.ts";
import { ArticleFileError } from "./article_file.ts";

/** Larger than any article in UTF-8. In bytes. */
const MAX_FILE_BYTES = 256 * 1024;

const MAX_FILES = 10_000;

const ENDING = /\.(?:md|markdown)$/i;

/**
 * Lists the names of the Markdown files, in order. Hidden files are left out.
 *
 * @throws {DataError} If the folder cannot be read, or has too many files.
 */
export async function listMarkdownFiles(folder: string): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    const names = entries.filter(({ name, isDirectory }) => ENDING.test(name) && !name.startsWith(".") && !isDirectory)
      .map(({ name }) => name).sort();
    if (names.length <= MAX_FILES) return names;
    throw new DataError(`${folder} has ${names.length} Markdown files (limit ${MAX_FILES}). Split the folder.`);
  } catch (error) {
    throw toDataError("read", folder, error);
  }
}

/** Returns the name of a file without its ending. */
export function omitEnding(name: string): string {
  return name.replace(ENDING, "");
}

/**
 * Reads a file of the folder. What was opened is compared with what the name stands for, so that a link that takes its
 * place is noticed.
 *
 * @throws {ArticleFileError} If it is a link, not a regular file, too large, or not UTF-8.
 */
export async function readMarkdownFile(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await requireNoLink(path);
  using file = await Deno.open(path);
  const [opened, named] = [await file.stat(), await Deno.lstat(path)];
  if (named.isSymlink || opened.ino !== named.ino || opened.dev !== named.dev) throw new ArticleFileError(LINK);
  if (!opened.isFile) throw new ArticleFileError("it is not a regular file.");
  if (opened.size > MAX_FILE_BYTES) {
    throw new ArticleFileError(`it is too large: ${opened.size} bytes (limit ${MAX_FILE_BYTES}).`);
  }
  const bytes = new Uint8Array(await new Response(file.readable).arrayBuffer());
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ArticleFileError("it is not UTF-8.");
  }
}

const LINK = "it is a link, and links are not followed.";

/** @throws {ArticleFileError} If the path is a link. */
export async function requireNoLink(path: string): Promise<void> {
  const info = await Deno.lstat(path).catch(() => null);
  if (info?.isSymlink) throw new ArticleFileError(LINK);
  if (info !== null && !info.isFile) throw new ArticleFileError("it is not a regular file.");
}
