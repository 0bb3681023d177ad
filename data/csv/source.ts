/** Importing tickets or customers from CSV, one per row. */

import { basename } from "node:path";
import { type CsvOptions, type Row, RowFingerprints, type Source, type SourceLocation, tryRow } from "../rows/mod.ts";
import { getFileSize, type ProgressMeter, requireUtf8 } from "../files/mod.ts";
import { createCustomerReader, createFieldReader, type FieldReader } from "./columns.ts";
import { createCustomReader, type CustomReader, describeColumns } from "./custom_columns.ts";
import { type Cells, openTable, type Table } from "./table.ts";
import { toCustomerRow, toTicketRow } from "./ticket.ts";

/**
 * Opens a CSV file and maps its columns.
 *
 * @throws {DataError} If the file cannot be read or a column is missing.
 */
export async function openCsv(path: string, options: CsvOptions): Promise<Source> {
  const size = await getFileSize(path);
  await requireUtf8(path);
  const table = await openTable(path);
  const readCustomer = createCustomerReader(table.columns, options);
  if (readCustomer !== undefined) {
    return {
      format: "CSV of customers",
      rows: (meter) => readCustomers({ path, size, table, read: readCustomer }, meter),
    };
  }
  const read = createFieldReader(path, table.columns, options);
  return {
    format: "CSV",
    describeColumns: (fields) => describeColumns(table.columns, options, fields),
    rows: (meter, fields = []) =>
      readRows({ path, size, table, read, readCustom: createCustomReader(table.columns, options, fields) }, meter),
  };
}

interface CsvFile {
  path: string;
  size: number;
  table: Table;
  read: FieldReader;
}

async function* readRows(
  { path, size, table, read, readCustom }: CsvFile & { readCustom: CustomReader },
  meter: ProgressMeter,
): AsyncGenerator<Row> {
  meter.expect(size);
  using fingerprints = await RowFingerprints.open("csv", path);
  yield* convertRows({ path, table }, meter, (cells, place) => {
    const externalId = read(cells, "external_id") || fingerprints.next(JSON.stringify(cells));
    return toTicketRow(place, (field) => read(cells, field), externalId, readCustom(cells));
  });
}

async function* readCustomers({ size, read, ...file }: CsvFile, meter: ProgressMeter): AsyncGenerator<Row> {
  meter.expect(size);
  yield* convertRows(file, meter, (cells, place) => toCustomerRow(place, (field) => read(cells, field)));
}

/** Converts every row that is not blank. */
async function* convertRows(
  { path, table }: Pick<CsvFile, "path" | "table">,
  meter: ProgressMeter,
  convert: (cells: Cells, place: SourceLocation) => Row,
): AsyncGenerator<Row> {
  for await (const row of table.rows(meter)) {
    const place = { file: basename(path), at: row.line };
    if ("refused" in row) yield { kind: "refused", place, reason: row.refused };
    else if (row.cells.some((cell) => cell.trim() !== "")) yield tryRow(place, () => convert(row.cells, place));
  }
}
