/** Mapping of columns and constants to fields. */

import { DataError } from "../files/mod.ts";
import { CSV_FIELDS, type CsvField, type CsvOptions, type TableColumns } from "../rows/mod.ts";
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
  for (const field of options.columns.keys()) if (!places.has(field)) return undefined;
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
      `${path} has no column for the subject. Set one with --map subject=COLUMN. For customers without tickets, keep ` +
        `only the columns ${CUSTOMER_FIELDS.join(", ")}. ${formatColumns(columns)}`,
    );
  }
  return (cells, field) => cells[places.get(field)!]?.trim() || options.defaults.get(field) || "";
}

/** Starts the names of columns with values of custom fields. */
const CUSTOM_PREFIX = /^custom\.(?=.)/i;

/** Reads the custom fields of a row, by name. Blank cells are no values. */
export type CustomReader = (cells: Cells) => Record<string, string>;

/**
 * Maps columns such as `custom.plan` to custom fields, and other columns with the name of a field that have no meaning. The
 * settings of the desk decide on the values.
 *
 * @param fields The names of the desk's custom fields.
 */
export function createCustomReader(
  columns: readonly string[],
  options: CsvOptions,
  fields: readonly string[],
): CustomReader {
  const places = [...findPrefixed(columns), ...findNamed(columns, options, fields)];
  return (cells) =>
    Object.fromEntries(places.map(([name, place]) => [name, cells[place]!.trim()]).filter(([, value]) => value !== ""));
}

/** Describes the columns of a table of tickets that have no meaning for every desk. */
export function describeColumns(
  columns: readonly string[],
  options: CsvOptions,
  fields: readonly string[],
): TableColumns {
  const named = findNamed(columns, options, fields);
  const known = findKnown(columns, options);
  const prefixed = findPrefixed(columns).map(([name]) => findNamedColumn(columns, name));
  const replaced = new Set(prefixed.filter((place) => place !== -1 && !known.has(place)));
  const read = new Set([...known, ...named.map(([, place]) => place), ...replaced]);
  return {
    custom: named.map(([field, place]) => ({ column: columns[place]!, field })),
    replaced: columns.filter((_, place) => replaced.has(place)),
    unread: columns.filter((column, place) => !read.has(place) && !CUSTOM_PREFIX.test(column) && column.trim() !== ""),
  };
}

/** A name of a custom field, as the file or the desk has it, and the place of its column. */
type FieldPlace = readonly [name: string, place: number];

function findPrefixed(columns: readonly string[]): FieldPlace[] {
  return [...columns.entries()].filter(([, column]) => CUSTOM_PREFIX.test(column))
    .map(([place, column]) => [column.replace(CUSTOM_PREFIX, ""), place] as const);
}

/** Finds the fields that are columns without the prefix. Each field has one column, and the prefix wins. */
function findNamed(columns: readonly string[], options: CsvOptions, fields: readonly string[]): FieldPlace[] {
  const known = findKnown(columns, options);
  const prefixed = new Set(findPrefixed(columns).map(([name]) => normalizeName(name)));
  return fields.filter((field) => !prefixed.has(normalizeName(field)))
    .map((field) => [field, findNamedColumn(columns, field)] as const)
    .filter(([, place]) => place !== -1 && !known.has(place));
}

function findKnown(columns: readonly string[], { columns: mapped }: CsvOptions): Set<number> {
  return new Set(CSV_FIELDS.map((field) => findColumn(field, columns, mapped)));
}

function findColumn(field: CsvField, columns: readonly string[], mapped: CsvOptions["columns"]): number {
  return findNamedColumn(columns, mapped.get(field) ?? field);
}

function findNamedColumn(columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name);
  return exact === -1 ? columns.findIndex((column) => normalizeName(column) === normalizeName(name)) : exact;
}

/** Makes "Created at" equal to `created_at`. */
function normalizeName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase().replace(/[\s-]+/g, "_");
}

function toMissingColumnError(path: string, name: string, columns: readonly string[]): DataError {
  return new DataError(`${path} has no column "${name}". ${formatColumns(columns)}`);
}

function formatColumns(columns: readonly string[]): string {
  return `Its columns: ${columns.map((column) => `"${column}"`).join(", ")}.`;
}
