/** Mapping of columns and constants to fields. */

import { DataError } from "../files/mod.ts";
import { CSV_FIELDS, type CsvField, type CsvOptions } from "../rows/mod.ts";
import type { Cells } from "./table.ts";

/** Returns a row's value for a field, or an empty text. */
export type FieldReader = (cells: Cells, field: CsvField) => string;

/**
 * Maps fields to columns.
 *
 * @param columns The names in the file's header.
 * @throws {DataError} If a mapped column does not exist, or if there is no column for customers or for texts.
 */
export function createFieldReader(path: string, columns: readonly string[], options: CsvOptions): FieldReader {
  const places = new Map(CSV_FIELDS.map((field) => [field, findColumn(field, columns, options.columns)]));
  for (const [field, place] of places) {
    if (place === -1 && options.columns.has(field)) {
      throw toMissingColumnError(path, options.columns.get(field)!, columns);
    }
  }
  const has = (field: CsvField) => places.get(field) !== -1 || options.defaults.has(field);
  if (!has("customer")) {
    throw new DataError(
      `${path} has no column for the customer's email address. Set one with --map customer=COLUMN, ` +
        `or set an address for all rows with --default customer=ADDRESS. ${formatColumns(columns)}`,
    );
  }
  if (!has("subject") && !has("description")) {
    throw new DataError(
      `${path} has no column for the subject. Set one with --map subject=COLUMN. ${formatColumns(columns)}`,
    );
  }
  return (cells, field) => cells[places.get(field)!]?.trim() || options.defaults.get(field) || "";
}

function findColumn(field: CsvField, columns: readonly string[], mapped: CsvOptions["columns"]): number {
  const name = mapped.get(field) ?? field;
  const exact = columns.indexOf(name);
  return exact === -1 ? columns.findIndex((column) => normalizeName(column) === normalizeName(name)) : exact;
}

/** Makes "Created at" equal to `created_at`. */
function normalizeName(name: string): string {
  return name.trim().toLowerCase().replace(/[\s-]+/g, "_");
}

function toMissingColumnError(path: string, name: string, columns: readonly string[]): DataError {
  return new DataError(`${path} has no column "${name}". ${formatColumns(columns)}`);
}

function formatColumns(columns: readonly string[]): string {
  return `Its columns: ${columns.map((column) => `"${column}"`).join(", ")}.`;
}
