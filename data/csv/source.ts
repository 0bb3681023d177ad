/** Importing tickets from CSV, one per row. */

import { basename } from "node:path";
import { type CsvOptions, type Row, RowFingerprints, type Source, tryRow } from "../rows/mod.ts";
import { getFileSize, type ProgressMeter, requireUtf8 } from "../files/mod.ts";
import { createFieldReader, type FieldReader } from "./columns.ts";
import { openTable, type Table } from "./table.ts";
import { toTicketRow } from "./ticket.ts";

/**
 * Opens a CSV file and maps its columns.
 *
 * @throws {DataError} If the file cannot be read or a column is missing.
 */
export async function openCsv(path: string, options: CsvOptions): Promise<Source> {
  const size = await getFileSize(path);
  await requireUtf8(path);
  const table = await openTable(path);
  const read = createFieldReader(path, table.columns, options);
  return { format: "CSV", rows: (meter) => readRows({ path, size, table, read }, meter) };
}

interface CsvFile {
  path: string;
  size: number;
  table: Table;
  read: FieldReader;
}

async function* readRows({ path, size, table, read }: CsvFile, meter: ProgressMeter): AsyncGenerator<Row> {
  meter.expect(size);
  using fingerprints = await RowFingerprints.open("csv", path);
  for await (const row of table.rows(meter)) {
    const place = { file: basename(path), at: row.line };
    if ("refused" in row) yield { kind: "refused", place, reason: row.refused };
    else if (row.cells.some((cell) => cell.trim() !== "")) {
      const externalId = read(row.cells, "external_id") || fingerprints.next(JSON.stringify(row.cells));
      yield tryRow(place, () => toTicketRow(place, (field) => read(row.cells, field), externalId));
    }
  }
}
