/** CSV as its many writers write it: RFC 4180, other separators, stray quotes, blank lines. */

import { parse } from "csv-parse";
import { Readable } from "node:stream";
import { DataFailure } from "../failure.ts";
import type { Meter } from "../reading/meter.ts";
import { linesOf } from "../reading/lines.ts";
import { textOf } from "../reading/text.ts";

export type Cells = readonly string[];

/** One record below the header. */
export type TableRow =
  | { line: number; cells: Cells }
  | { line: number; refused: string };

export interface Table {
  /** The names in the header, trimmed. */
  columns: readonly string[];
  rows(meter?: Meter): AsyncGenerator<TableRow>;
}

/** What csv-parse gives: `lines` counts up to the record's end. */
interface Parsed {
  record: Cells;
  info: { lines: number };
}

/** In UTF-16 code units: a record that is longer is no record, but a quote that nobody closed. */
const LONGEST_RECORD = 16_000_000;

/**
 * A CSV file with a header.
 *
 * @throws {DataFailure} When it can't be read, or has no header.
 */
export async function openTable(path: string): Promise<Table> {
  const delimiter = await delimiterOf(path);
  const columns = await headerOf(path, delimiter);
  return { columns, rows: (meter) => rowsOf(path, delimiter, columns.length, meter) };
}

/** The separator that the first line has most of, outside of quotes. */
async function delimiterOf(path: string): Promise<string> {
  for await (const { text } of linesOf(path)) {
    const bare = text.replace(/"[^"]*"/g, "");
    const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
    return counts.reduce((most, next) => next.count > most.count ? next : most).delimiter;
  }
  throw new DataFailure(`Can't read ${path}: there are only blank lines in it.`);
}

async function headerOf(path: string, delimiter: string): Promise<string[]> {
  for await (const row of recordsOf(path, delimiter)) {
    if ("refused" in row) break;
    return row.cells.map((name) => name.trim());
  }
  throw new DataFailure(`Can't read ${path}: its first line is no CSV header.`);
}

async function* rowsOf(path: string, delimiter: string, width: number, meter?: Meter): AsyncGenerator<TableRow> {
  let header = true;
  for await (const row of recordsOf(path, delimiter, meter)) {
    if (header) header = false;
    else if ("refused" in row || row.cells.length === width) yield row;
    else yield { line: row.line, refused: `It has ${row.cells.length} cells, and the header has ${width}.` };
  }
}

/** Records with the line at which each begins; at the end the one that made the parser give up, if any did. */
async function* recordsOf(path: string, delimiter: string, meter?: Meter): AsyncGenerator<TableRow> {
  let end = 0; // of the last whole record, where the parser is; the loop below may lag behind
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: LONGEST_RECORD,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record(cells: string[], { lines }) {
      end = lines;
      return cells;
    },
  });
  const text = Readable.from(textOf(path, meter));
  let broken: TableRow | undefined;
  parser.once("skip", (error: Error) => {
    broken = { line: end + 1, refused: brokenRecord(error) };
    text.unpipe(parser);
    parser.end();
  });
  text.on("error", (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield { line: firstLine(record, info.lines), cells: record };
    }
    if (broken) yield broken;
  } finally {
    text.destroy();
    parser.destroy();
  }
}

/** A record ends at `last`; every line break inside its cells is a line before. */
function firstLine(record: Cells, last: number): number {
  return record.reduce((line, cell) => cell.includes("\n") ? line - (cell.split("\n").length - 1) : line, last);
}

function brokenRecord(error: Error): string {
  const code = "code" in error ? error.code : "";
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    return "A quote that opens here, or in a line below, is never closed: what follows it can't be read.";
  }
  return `It is no CSV: ${error.message}.`;
}
