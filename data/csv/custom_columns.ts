/** Columns and constants with the values of custom fields. */

import { CSV_FIELDS, type CsvOptions, type TableColumns } from "../rows/mod.ts";
import { findColumn, findNamedColumn, normalizeName } from "./column_names.ts";
import type { Cells } from "./table.ts";

/** Starts the names of columns with values of custom fields. */
const CUSTOM_PREFIX = /^custom\.(?=.)/i;

/** A name of a custom field, as the user, the file or the desk has it, and the place of its column. */
type FieldPlace = readonly [name: string, place: number];

/** Reads the custom fields of a row, by name. Blank cells are no values. */
export type CustomReader = (cells: Cells) => Record<string, string>;

/**
 * Maps columns to custom fields: those that the user names, those such as `custom.plan`, and others with the name of a field that
 * have no meaning. The settings of the desk decide on the values.
 *
 * @param fields The names of the desk's custom fields.
 */
export function createCustomReader(
  columns: readonly string[],
  options: CsvOptions,
  fields: readonly string[],
): CustomReader {
  const places = Object.values(findFields(columns, options, fields)).flat();
  const defaults = [...options.defaults].filter(([name]) => isCustom(name));
  return (cells) => {
    const given = places.map(([name, place]) => [name, cells[place]!.trim()] as const)
      .filter(([, value]) => value !== "");
    const names = new Set(given.map(([name]) => normalizeName(name)));
    return Object.fromEntries([...given, ...defaults.filter(([name]) => !names.has(normalizeName(name)))]);
  };
}

/** Describes the columns of a table of tickets that have no meaning for every desk. */
export function describeColumns(
  columns: readonly string[],
  options: CsvOptions,
  fields: readonly string[],
): TableColumns {
  const { mapped, prefixed, named } = findFields(columns, options, fields);
  const known = findKnown(columns, options);
  const same = prefixed.map(([name]) => findNamedColumn(columns, name));
  const read = new Set([...known, ...[...mapped, ...prefixed, ...named].map(([, place]) => place)]);
  const replaced = new Set(same.filter((place) => place !== -1 && !read.has(place)));
  return {
    custom: [...mapped, ...named].map(([field, place]) => ({ column: columns[place]!, field })),
    replaced: columns.filter((_, place) => replaced.has(place)),
    unread: columns.filter((column, place) => !read.has(place) && !replaced.has(place) && column.trim() !== ""),
  };
}

/** Finds the column of each field. One that the user names wins, and the prefix wins over the plain name. */
function findFields(columns: readonly string[], options: CsvOptions, fields: readonly string[]) {
  const mapped = [...options.columns].filter(([name]) => isCustom(name))
    .map(([name, column]) => [name, findNamedColumn(columns, column)] as const);
  const prefixed = omitFields(findPrefixed(columns), mapped);
  const known = findKnown(columns, options);
  const named = omitFields(fields.map((field) => [field, findNamedColumn(columns, field)]), [...mapped, ...prefixed])
    .filter(([, place]) => place !== -1 && !known.has(place));
  return { mapped, prefixed, named };
}

/** Leaves out the fields and the columns of others. */
function omitFields(places: readonly FieldPlace[], others: readonly FieldPlace[]): FieldPlace[] {
  const names = new Set(others.map(([name]) => normalizeName(name)));
  const taken = new Set(others.map(([, place]) => place));
  return places.filter(([name, place]) => !names.has(normalizeName(name)) && !taken.has(place));
}

function findPrefixed(columns: readonly string[]): FieldPlace[] {
  return [...columns.entries()].filter(([, column]) => CUSTOM_PREFIX.test(column))
    .map(([place, column]) => [column.replace(CUSTOM_PREFIX, ""), place] as const);
}

function findKnown(columns: readonly string[], { columns: mapped }: CsvOptions): Set<number> {
  return new Set(CSV_FIELDS.map((field) => findColumn(field, columns, mapped)));
}

/** Reports whether a name in the options is one of a custom field. */
export function isCustom(name: string): boolean {
  return !CSV_FIELDS.some((field) => field === name);
}
