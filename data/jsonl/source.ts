/** Importing our own format. */

import { basename } from "node:path";
import * as z from "zod";
import type { ArchivedArticle, CustomerToImport, SettingsRevision, TicketToImport } from "../../store/mod.ts";
import {
  createPlaceholderAccount,
  type Row,
  RowError,
  RowFingerprints,
  type Source,
  type SourceLocation,
  tryRow,
} from "../rows/mod.ts";
import { DataError, getFileSize, type ProgressMeter, readLines, requireUtf8 } from "../files/mod.ts";
import { fromExportedEvents } from "./events.ts";
import { EXPORT_VERSION, type ExportLine, header, line as lineSchema } from "./format.ts";

/**
 * Opens an export of this program, or a file in the same format.
 *
 * @throws {DataError} If the file cannot be read, has no header, or was written by a newer version.
 */
export async function openJsonl(path: string): Promise<Source> {
  const size = await getFileSize(path);
  await requireUtf8(path);
  const isOfEarlierVersion = (await readHeader(path)).kinds === undefined;
  return {
    format: "support-mcp's JSON Lines",
    rows: (meter) => readRows(path, { size, isOfEarlierVersion }, meter),
  };
}

async function readHeader(path: string): Promise<z.infer<typeof header>> {
  for await (const { text } of readLines(path)) {
    const { success, data } = header.safeParse(parseJsonOrNull(text));
    if (!success) break;
    if (data.version <= EXPORT_VERSION) return data;
    throw new DataError(
      `Cannot read ${path}: it was written by a newer support-mcp (format version ${data.version}; this one reads up to ` +
        `${EXPORT_VERSION}). Upgrade support-mcp.`,
    );
  }
  throw new DataError(
    `Cannot read ${path}: it is not an export of support-mcp. Its first line must be {"type":"support-mcp","version":1}.`,
  );
}

function parseJsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface File {
  /** In bytes. */
  size: number;
  isOfEarlierVersion: boolean;
}

async function* readRows(
  path: string,
  { size, isOfEarlierVersion }: File,
  meter: ProgressMeter,
): AsyncGenerator<Row> {
  meter.expect(size);
  using fingerprints = await RowFingerprints.open("jsonl", path);
  let first = true;
  for await (const { number, text } of readLines(path, meter)) {
    const place = { file: basename(path), at: number };
    if (!first) {
      yield tryRow(
        place,
        () => toRow(place, parseLine(text), { isOfEarlierVersion, fingerprint: () => fingerprints.next(text) }),
      );
    }
    first = false;
  }
}

/** @throws {RowError} If the text does not match the format. */
function parseLine(text: string): ExportLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RowError(`Invalid JSON: ${(error as Error).message}.`);
  }
  const { success, data, error } = lineSchema.safeParse(value);
  if (success) return data;
  throw new RowError(`Not a valid line of an export: ${error.issues.map(describeIssue).join("; ")}.`);
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function toRow(
  place: SourceLocation,
  line: ExportLine,
  { isOfEarlierVersion, fingerprint }: { isOfEarlierVersion: boolean; fingerprint: () => string },
): Row {
  switch (line.type) {
    case "settings":
      return { kind: "settings", place, revisions: line.revisions as SettingsRevision[] };
    case "article":
      return { kind: "article", place, article: { id: line.id, revisions: line.revisions } as ArchivedArticle };
    case "customer": {
      const { customer, events } = line;
      return { kind: "customer", place, customer: { customer, events } as CustomerToImport, mayDiffer: false };
    }
    case "ticket": {
      const { ticket, comments } = line;
      const known = ticket.id !== undefined || ticket.external_id;
      const named = known ? ticket : { ...ticket, external_id: fingerprint() };
      const events = fromExportedEvents(line);
      const whole = { ticket: named, comments, events, isOfEarlierVersion } as TicketToImport;
      return { kind: "ticket", place, ticket: whole, account: createPlaceholderAccount(ticket.customer) };
    }
    case "attachment":
      return {
        kind: "attachment",
        place,
        ticketId: line.ticket_id,
        file: { name: line.name, bytes: decodeBytes(line) },
      };
  }
}

function decodeBytes({ base64 }: { base64: string }): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    throw new RowError("base64 is invalid.");
  }
}
