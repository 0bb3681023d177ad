/** CSV as its many writers write it: RFC 4180, other separators, stray quotes, blank lines. */

import { parse } from "csv-parse";
import { Readable } from "node:stream";
import { DataError, type ProgressMeter, readLines, readText } from "../files/mod.ts";

export type Cells = readonly string[];

/** One record below the header. */
export type TableRow =
  | { line: number; cells: Cells }
  | { line: number; refused: string };

export interface Table {
  /** The names in the header, trimmed. */
  columns: readonly string[];
  rows(meter?: ProgressMeter): AsyncGenerator<TableRow>;
}

/** What csv-parse gives: `lines` counts up to the record's end. */
interface Parsed {
  record: Cells;
  info: { lines: number };
}

/** In UTF-16 code units: a record that is longer is no record, but a quote that nobody closed. */
const MAX_RECORD_LENGTH = 16_000_000;

/**
 * A CSV file with a header.
 *
 * @throws {DataError} When it can't be read, or has no header.
 */
export async function openTable(path: string): Promise<Table> {
  const delimiter = await detectDelimiter(path);
  const columns = await readHeader(path, delimiter);
  return { columns, rows: (meter) => readRows(path, delimiter, columns.length, meter) };
}

/** The separator that the first line has most of, outside of quotes. */
async function detectDelimiter(path: string): Promise<string> {
  for await (const { text } of readLines(path)) {
    const bare = text.replace(/"[^"]*"/g, "");
    const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
    return counts.reduce((most, next) => next.count > most.count ? next : most).delimiter;
  }
  throw new DataError(`Can't read ${path}: there are only blank lines in it.`);
}

async function readHeader(path: string, delimiter: string): Promise<string[]> {
  for await (const row of parseRecords(path, delimiter)) {
    if ("refused" in row) break;
    return row.cells.map((name) => name.trim());
  }
  throw new DataError(`Can't read ${path}: its first line is no CSV header.`);
}

async function* readRows(
  path: string,
  delimiter: string,
  width: number,
  meter?: ProgressMeter,
): AsyncGenerator<TableRow> {
  let header = true;
  for await (const row of parseRecords(path, delimiter, meter)) {
    if (header) header = false;
    else if ("refused" in row || row.cells.length === width) yield row;
    else yield { line: row.line, refused: `It has ${row.cells.length} cells, and the header has ${width}.` };
  }
}

/** Records with the line at which each begins; at the end the one that made the parser give up, if any did. */
async function* parseRecords(path: string, delimiter: string, meter?: ProgressMeter): AsyncGenerator<TableRow> {
  let end = 0; // of the last whole record, where the parser is; the loop below may lag behind
  const parser = parse({
    delimiter,
    info: true,
    max_record_size: MAX_RECORD_LENGTH,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record(cells: string[], { lines }) {
      end = lines;
      return cells;
    },
  });
  const text = Readable.from(readText(path, meter));
  let broken: TableRow | undefined;
  parser.once("skip", (error: Error) => {
    broken = { line: end + 1, refused: describeParseError(error) };
    text.unpipe(parser);
    parser.end();
  });
  text.on("error", (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield { line: getFirstLine(record, info.lines), cells: record };
    }
    if (broken) yield broken;
  } finally {
    text.destroy();
    parser.destroy();
  }
}

/** A record ends at `last`; every line break inside its cells is a line before. */
function getFirstLine(record: Cells, last: number): number {
  return record.reduce((line, cell) => cell.includes("\n") ? line - (cell.split("\n").length - 1) : line, last);
}

function describeParseError(error: Error): string {
  const code = "code" in error ? error.code : "";
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    return "A quote that opens here, or in a line below, is never closed: what follows it can't be read.";
  }
  return `It is no CSV: ${error.message}.`;
}
