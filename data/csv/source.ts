/** Tickets from a CSV file, one a row. */

import { basename } from "node:path";
import { Fingerprints } from "../fingerprints.ts";
import { sizeOf } from "../reading/bytes.ts";
import type { Meter } from "../reading/meter.ts";
import { requireText } from "../reading/text.ts";
import { type Row, rowOrRefusal } from "../row.ts";
import type { Source } from "../source.ts";
import { type CsvOptions, type FieldReader, readerOf } from "./columns.ts";
import { openTable, type Table } from "./table.ts";
import { ticketOfRow } from "./ticket.ts";

/**
 * Opens a CSV file and finds its columns.
 *
 * @throws {DataFailure} When it can't be read, or a column is missing.
 */
export async function openCsv(path: string, options: CsvOptions): Promise<Source> {
  const size = await sizeOf(path);
  await requireText(path);
  const table = await openTable(path);
  const read = readerOf(path, table.columns, options);
  return { format: "CSV", rows: (meter) => rowsOf({ path, size, table, read }, meter) };
}

interface CsvFile {
  path: string;
  size: number;
  table: Table;
  read: FieldReader;
}

async function* rowsOf({ path, size, table, read }: CsvFile, meter: Meter): AsyncGenerator<Row> {
  meter.expect(size);
  using fingerprints = await Fingerprints.open("csv", path);
  for await (const row of table.rows(meter)) {
    const place = { file: basename(path), at: row.line };
    if ("refused" in row) yield { kind: "refused", place, reason: row.refused };
    else if (row.cells.some((cell) => cell.trim() !== "")) {
      const externalId = read(row.cells, "external_id") || fingerprints.next(JSON.stringify(row.cells));
      yield rowOrRefusal(place, () => ticketOfRow(place, (field) => read(row.cells, field), externalId));
    }
  }
}
