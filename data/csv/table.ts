/** CSV as programs write it: RFC 4180, other delimiters, stray quotes, blank lines. */

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

/** A record from csv-parse. `lines` counts up to the end of the record. */
interface Parsed {
  record: Cells;
  info: { lines: number };
}

/** In UTF-16 code units. A longer record means that a quote is never closed. */
const MAX_RECORD_LENGTH = 16_000_000;

/**
 * Opens a CSV file with a header.
 *
 * @throws {DataError} If the file cannot be read or has no header.
 */
export async function openTable(path: string): Promise<Table> {
  const delimiter = await detectDelimiter(path);
  const columns = await readHeader(path, delimiter);
  return { columns, rows: (meter) => readRows(path, delimiter, columns.length, meter) };
}

/** Returns the delimiter that occurs most often in the first line, outside quotes. */
async function detectDelimiter(path: string): Promise<string> {
  for await (const { text } of readLines(path)) {
    const bare = text.replace(/"[^"]*"/g, "");
    const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
    return counts.reduce((most, next) => next.count > most.count ? next : most).delimiter;
  }
  throw new DataError(`Cannot read ${path}: it contains only blank lines.`);
}

async function readHeader(path: string, delimiter: string): Promise<string[]> {
  for await (const row of parseRecords(path, delimiter)) {
    if ("refused" in row) break;
    return row.cells.map((name) => name.trim());
  }
  throw new DataError(`Cannot read ${path}: its first line is not a CSV header.`);
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
    else yield { line: row.line, refused: `The row has ${row.cells.length} cells, but the header has ${width}.` };
  }
}

/** Parses records and the line at which each starts. If the parser fails, the last row describes the problem. */
async function* parseRecords(path: string, delimiter: string, meter?: ProgressMeter): AsyncGenerator<TableRow> {
  let end = 0; // line of the last complete record; the loop below can lag behind the parser
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

/** Computes the first line of a record that ends at `last`, from the line breaks in its cells. */
function getFirstLine(record: Cells, last: number): number {
  return record.reduce((line, cell) => cell.includes("\n") ? line - (cell.split("\n").length - 1) : line, last);
}

function describeParseError(error: Error): string {
  const code = "code" in error ? error.code : "";
  if (code === "CSV_QUOTE_NOT_CLOSED" || code === "CSV_MAX_RECORD_SIZE") {
    return "A quote that starts here or in a line below is never closed. The rest of the file cannot be read.";
  }
  return `Invalid CSV: ${error.message}.`;
}
