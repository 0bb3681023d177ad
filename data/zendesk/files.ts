/** Files of an export. */

import { basename, extname, join, relative } from "node:path";
import { DataError, getFileSize, omitGzipEnding, toDataError } from "../files/mod.ts";
import type { RecordKind } from "./kinds.ts";
import { getTableKind } from "./tables.ts";

/** A file with records. A table has records of one kind. */
export interface ExportFile {
  path: string;
  /** The path inside the export, with slashes. */
  name: string;
  size: number;
  /** Null for JSON. */
  kind: RecordKind | null;
}

const JSON_FILE = /\.(json|jsonl|ndjson)$/i;
const TABLE_FILE = /\.csv$/i;

/**
 * Lists the files of an export by name.
 *
 * @param path A folder, searched recursively, or a single file.
 * @returns The files, and the names of unknown tables.
 * @throws {DataError} If no file is known, or the file system fails.
 */
export async function listExportFiles(path: string): Promise<{ files: ExportFile[]; unknown: string[] }> {
  const files: ExportFile[] = [];
  const unknown: string[] = [];
  for (const { path: file, name } of await listFiles(path)) {
    const plain = omitGzipEnding(name);
    const kind = TABLE_FILE.test(plain) ? getTableKind(basename(plain, extname(plain))) : null;
    if (kind !== null || JSON_FILE.test(plain)) files.push({ path: file, name, size: await getFileSize(file), kind });
    else if (TABLE_FILE.test(plain)) unknown.push(name);
  }
  if (files.length > 0) return { files, unknown };
  throw new DataError(
    `Cannot import ${path}: it contains no known file. An export of Zendesk has tables such as ticket.csv, user.csv and ` +
      "ticket_comment.csv, or JSON from its API.",
  );
}

/** Lists the regular files at or below a path, sorted by name. */
async function listFiles(path: string): Promise<{ path: string; name: string }[]> {
  try {
    if (!(await Deno.stat(path)).isDirectory) return [{ path, name: basename(path) }];
    const paths = await Array.fromAsync(walkFolder(path));
    const files = paths.map((file) => ({ path: file, name: relative(path, file).replaceAll("\\", "/") }));
    return files.sort((one, other) => one.name < other.name ? -1 : 1);
  } catch (error) {
    throw toDataError("read", path, error);
  }
}

/** Does not follow links, which can form cycles. */
async function* walkFolder(folder: string): AsyncGenerator<string> {
  for await (const { name, isFile, isDirectory } of Deno.readDir(folder)) {
    if (isFile) yield join(folder, name);
    if (isDirectory) yield* walkFolder(join(folder, name));
  }
}
