/** Mapping of columns and constants to fields. */

import { DataError } from "../files/mod.ts";
import { CSV_FIELDS, type CsvField, type CsvOptions } from "../rows/mod.ts";
import { findColumn, findNamedColumn, normalizeName } from "./column_names.ts";
import { isCustom } from "./custom_columns.ts";
import type { Cells } from "./table.ts";

/** Returns a row's value for a field, or an empty text. */
export type FieldReader = (cells: Cells, field: CsvField) => string;

/** The fields of a table of customers. */
const CUSTOMER_FIELDS = ["customer", "customer_name", "account_tier"] as const satisfies readonly CsvField[];

/** Other names of its columns. */
const CUSTOMER_COLUMNS: Readonly<Record<string, CsvField>> = {
  email: "customer",
  e_mail: "customer",
  email_address: "customer",
  e_mail_address: "customer",
  name: "customer_name",
  tier: "account_tier",
};

/**
 * Maps the columns of a table that has nothing but customers: the address, and maybe the name and the tier. A table with
 * any other column is one of tickets, so that nothing is left out.
 *
 * @returns Undefined for a table of tickets.
 */
export function createCustomerReader(columns: readonly string[], options: CsvOptions): FieldReader | undefined {
  const places = new Map<CsvField, number>();
  for (const [place, column] of columns.entries()) {
    const field = findCustomerField(column, options.columns);
    if (field === undefined || places.has(field)) return undefined;
    places.set(field, place);
  }
  for (const field of options.columns.keys()) if (isCustom(field) || !places.has(field as CsvField)) return undefined;
  if ([...options.defaults.keys()].some(isCustom)) return undefined;
  if (!places.has("customer") || options.defaults.has("subject") || options.defaults.has("description")) {
    return undefined;
  }
  return (cells, field) => cells[places.get(field)!]?.trim() || options.defaults.get(field) || "";
}

function findCustomerField(column: string, mapped: CsvOptions["columns"]): CsvField | undefined {
  const name = normalizeName(column);
  const byUser = [...mapped].find(([, mapped]) => normalizeName(mapped) === name)?.[0];
  const field = byUser ?? CUSTOMER_COLUMNS[name] ?? name;
  return CUSTOMER_FIELDS.find((known) => known === field);
}

/**
 * Maps fields to columns.
 *
 * @param columns The names in the file's header.
 * @throws {DataError} If a mapped column does not exist, or if there is no column for customers or for texts.
 */
export function createFieldReader(path: string, columns: readonly string[], options: CsvOptions): FieldReader {
  const places = new Map(CSV_FIELDS.map((field) => [field, findColumn(field, columns, options.columns)]));
  const missing = options.columns.values().find((column) => findNamedColumn(columns, column) === -1);
  if (missing !== undefined) throw toMissingColumnError(path, missing, columns);
  const has = (field: CsvField) => places.get(field) !== -1 || options.defaults.has(field);
  if (!has("customer")) {
    throw new DataError(
      `${path} has no column for the customer's email address. Set one with --map customer=COLUMN, ` +
        `or set an address for all rows with --default customer=ADDRESS. ${formatColumns(columns)}`,
    );
  }
  if (!has("subject") && !has("description")) {
    throw new DataError(
      `${path} has no column for the subject. Set one with --map subject=COLUMN. For customers without tickets, keep ` +
        `only the columns ${CUSTOMER_FIELDS.join(", ")}. ${formatColumns(columns)}`,
    );
  }
  return (cells, field) => cells[places.get(field)!]?.trim() || options.defaults.get(field) || "";
}

function toMissingColumnError(path: string, name: string, columns: readonly string[]): DataError {
  return new DataError(`${path} has no column "${name}". ${formatColumns(columns)}`);
}

function formatColumns(columns: readonly string[]): string {
  return `Its columns: ${columns.map((column) => `"${column}"`).join(", ")}.`;
}
