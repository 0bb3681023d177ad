/** Finds out what a file or folder is, and opens it. */

import { extname } from "node:path";
import type { CsvOptions, Source } from "./rows/mod.ts";
import { DataError, readLines, requireUtf8, toDataError } from "./files/mod.ts";

export const FORMATS = ["jsonl", "csv", "zendesk"] as const;
export type Format = (typeof FORMATS)[number];

export interface OpenOptions {
  /** Found out by itself when left out. */
  format?: Format;
  csv: CsvOptions;
}

/**
 * Opens what is to be imported; each format's code is loaded when it is needed.
 *
 * @throws {DataError} When it can't be read, or is nothing that is known.
 */
export async function openSource(path: string, { format, csv }: OpenOptions): Promise<Source> {
  const found = format ?? await detectFormat(path);
  if (found !== "csv" && csv.columns.size + csv.defaults.size > 0) {
    throw new DataError(`--map and --default are for CSV, which ${path} isn't. Leave them out.`);
  }
  switch (found) {
    case "jsonl":
      return (await import("./jsonl/mod.ts")).openJsonl(path);
    case "csv":
      return (await import("./csv/mod.ts")).openCsv(path, csv);
    case "zendesk":
      return (await import("./zendesk/mod.ts")).openZendesk(path);
  }
}

async function detectFormat(path: string): Promise<Format> {
  const { isDirectory } = await Deno.stat(path).catch((error) => {
    throw toDataError("read", path, error);
  });
  if (isDirectory) return "zendesk";
  switch (extname(path).toLowerCase()) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".json":
    case ".jsonl":
    case ".ndjson":
      return await isOwnFormat(path) ? "jsonl" : "zendesk";
    default:
      throw new DataError(
        `Can't tell the format of ${path} by its name. Say it with --format ${FORMATS.join("|")}.`,
      );
  }
}

/** Whether the first line says so. */
async function isOwnFormat(path: string): Promise<boolean> {
  await requireUtf8(path);
  for await (const { text } of readLines(path)) return /^\s*\{\s*"type"\s*:\s*"support-mcp"/.test(text.slice(0, 200));
  return false;
}
