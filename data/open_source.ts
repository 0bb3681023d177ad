/** Detecting formats and opening sources. */

import { extname } from "node:path";
import { isPlainObject } from "../base/values/is_plain_object.ts";
import type { CsvOptions, Source } from "./rows/mod.ts";
import { DataError, omitGzipEnding, readLines, requireUtf8, toDataError } from "./files/mod.ts";

export const FORMATS = ["jsonl", "csv", "zendesk"] as const;
export type Format = (typeof FORMATS)[number];

export interface OpenOptions {
  /** Detected from the file if missing. */
  format?: Format;
  csv: CsvOptions;
}

/**
 * Opens a source to import. Loads only the code of its format.
 *
 * @throws {DataError} If the source cannot be read or its format is unknown.
 */
export async function openSource(path: string, { format, csv }: OpenOptions): Promise<Source> {
  const found = format ?? await detectFormat(path);
  if (found !== "csv" && csv.columns.size + csv.defaults.size > 0) {
    throw new DataError(`--map and --default only work with CSV, and ${path} is not CSV. Remove them.`);
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
  switch (extname(omitGzipEnding(path)).toLowerCase()) {
    case ".csv":
    case ".tsv":
      return "csv";
    case ".json":
    case ".jsonl":
    case ".ndjson":
      return await isOwnFormat(path) ? "jsonl" : "zendesk";
    default:
      throw new DataError(
        `Cannot detect the format of ${path} from its name. Set it with --format ${FORMATS.join("|")}.`,
      );
  }
}

/** Returns true if the first line is the header of our own format, or a line that needs one above it. */
async function isOwnFormat(path: string): Promise<boolean> {
  await requireUtf8(path);
  for await (const { text } of readLines(path)) return isOwnHeader(text) || isOwnLine(text);
  return false;
}

function isOwnHeader(text: string): boolean {
  return /^\s*\{\s*"type"\s*:\s*"support-mcp"/.test(text.slice(0, 200));
}

/** Longer lines are responses of an API, and expensive to parse. In UTF-16 code units. */
const MAX_OWN_LINE = 1_000_000;
const OWN_TYPES: readonly unknown[] = ["article", "customer", "ticket", "attachment"];

/** Zendesk's records name the customer by `requester_id`. Their `type` is a question or an incident. */
function isOwnLine(text: string): boolean {
  const value = text.length > MAX_OWN_LINE ? null : parseJsonOrNull(text);
  if (!isPlainObject(value)) return false;
  return OWN_TYPES.includes(value.type) || "subject" in value && "customer" in value && !("requester_id" in value);
}

function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
