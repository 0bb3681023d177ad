/** JSON from Zendesk's API: responses with lists of records, or one record per line. */

import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { DataError, type ProgressMeter, readLines, readText as textOfFile } from "../files/mod.ts";
import type { Row, SourceLocation } from "../rows/mod.ts";
import { type Fields, getObjects } from "./fields.ts";
import type { ExportFile } from "./files.ts";
import { type FoundRecord, type RecordKind, stageFound } from "./kinds.ts";
import type { Staging } from "./staging.ts";

/** In bytes. API responses hold at most a thousand records, and the text must fit in memory. */
const MAX_DOCUMENT_SIZE = 200 * 1024 * 1024;

/** Names of lists in responses. */
const LISTS: readonly [name: string, kind: RecordKind][] = [
  ["tickets", "ticket"],
  ["users", "user"],
  ["comments", "comment"],
  ["groups", "group"],
  ["organizations", "organization"],
];

/** Stages all records of a file and returns refusals. */
export async function* readDocument(file: ExportFile, staging: Staging, meter: ProgressMeter): AsyncGenerator<Row> {
  const document = await parseDocument(file, meter);
  if (document === null) yield* readRecordLines(file, staging, meter);
  else yield* readRecords(file, document, null, staging);
}

/** Parses a file as one document. Returns null for a file of lines. */
async function parseDocument({ path, name, size }: ExportFile, meter: ProgressMeter): Promise<unknown> {
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(name) || await hasLines(path)) return null;
  if (size > MAX_DOCUMENT_SIZE) throw createTooLargeError(path);
  const text = await readWholeText(path, meter);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError(`Cannot read ${path}: it is not valid JSON. ${(error as Error).message}.`, { cause: error });
  }
}

/** A compressed file can hold far more than its size. */
async function readWholeText(path: string, meter: ProgressMeter): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of textOfFile(path, meter)) {
    length += piece.length;
    if (length > MAX_DOCUMENT_SIZE) throw createTooLargeError(path);
    pieces.push(piece);
  }
  return pieces.join("");
}

function createTooLargeError(path: string): DataError {
  return new DataError(
    `Cannot read ${path}: it is too large for a single JSON document. Split it, or save one ticket per line (.jsonl).`,
  );
}

/** Returns true if the first line is a complete value and a second line follows. */
async function hasLines(path: string): Promise<boolean> {
  let count = 0;
  for await (const { text } of readLines(path)) {
    if (count === 1) return true;
    if (!text.startsWith("{") || tryParseJson(text) === undefined) return false;
    count++;
  }
  return false;
}

async function* readRecordLines(file: ExportFile, staging: Staging, meter: ProgressMeter): AsyncGenerator<Row> {
  for await (const { number, text } of readLines(file.path, meter)) {
    const value = tryParseJson(text);
    if (value !== undefined) yield* readRecords(file, value, number, staging);
    else yield { kind: "refused", place: { file: file.name, at: number }, reason: "Invalid JSON." };
  }
}

function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function* readRecords(file: ExportFile, value: unknown, line: number | null, staging: Staging): Generator<Row> {
  const ticket = parseTicketInName(file.name);
  let any = false;
  for (const { kind, at, fields } of findRecords(value)) {
    any = true;
    yield* stageFound(staging, { kind, fields, ticket, place: { file: file.name, at: line ?? at } });
  }
  const place: SourceLocation = { file: file.name, at: line ?? "$" };
  if (!any && !isEmptyResponse(value)) {
    yield { kind: "refused", place, reason: "Not a record or response of Zendesk's API." };
  }
}

type Record = Pick<FoundRecord, "kind" | "fields"> & { at: string };

/** Finds the records of a response or list. The value can also be a single record. */
function* findRecords(value: unknown): Generator<Record> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* toBareRecord(item, `[${index}]`);
  } else if (isPlainObject(value)) {
    const bare = [...toBareRecord(value, "$")];
    yield* bare.length > 0 ? bare : findResponseRecords(value);
  }
}

function* findResponseRecords(answer: Fields): Generator<Record> {
  for (const [name, kind] of LISTS) {
    for (const [index, fields] of getObjects(answer[name]).entries()) yield { kind, fields, at: `${name}[${index}]` };
    const single = answer[name.slice(0, -1)];
    if (isPlainObject(single)) yield { kind, fields: single, at: name.slice(0, -1) };
  }
  yield* findEventComments(answer);
}

/** Incremental exports of ticket events contain comments if requested with `include=comment_events`. */
function* findEventComments(answer: Fields): Generator<Record> {
  for (const [index, event] of getObjects(answer["ticket_events"]).entries()) {
    for (const [place, child] of getObjects(event["child_events"]).entries()) {
      if (child["event_type"] !== "Comment") continue;
      const { ticket_id, created_at } = event;
      const at = `ticket_events[${index}].child_events[${place}]`;
      yield { kind: "comment", fields: { created_at, ...child, ticket_id }, at };
    }
  }
}

/** Recognizes a single record by fields that only its kind has. */
function* toBareRecord(value: unknown, at: string): Generator<Record> {
  if (!isPlainObject(value)) return;
  if ("requester_id" in value) yield { kind: "ticket", fields: value, at };
  else if ("role" in value && "id" in value) yield { kind: "user", fields: value, at };
  else if ("author_id" in value && "body" in value) yield { kind: "comment", fields: value, at };
}

/** Returns true for an empty page, such as the last one. */
function isEmptyResponse(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isPlainObject(value) &&
    [...LISTS.map(([name]) => name), "ticket_events"].some((name) => Array.isArray(value[name]));
}

/** Returns the last number in a path such as `comments/1595.json`. */
function parseTicketInName(name: string): number | null {
  const digits = name.match(/\d{1,15}/g)?.at(-1);
  return digits === undefined ? null : Number(digits);
}
