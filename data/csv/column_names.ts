/** Names of columns. */

import type { CsvField, CsvOptions } from "../rows/mod.ts";

/** Returns the place of a field's column, or -1. */
export function findColumn(field: CsvField, columns: readonly string[], mapped: CsvOptions["columns"]): number {
  return findNamedColumn(columns, mapped.get(field) ?? field);
}

/** Returns the place of the column with a name, or else of one whose name means the same; or -1. */
export function findNamedColumn(columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name);
  return exact === -1 ? columns.findIndex((column) => normalizeName(column) === normalizeName(name)) : exact;
}

/** Makes "Created at" equal to `created_at`. */
export function normalizeName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase().replace(/[\s-]+/g, "_");
}
