/** Values of an export, where a table has texts and the API has JSON. */

import { isPlainObject } from "../../base/is_plain_object.ts";
import { RowError } from "../rows/mod.ts";

/** A row of a table, or an object of an answer: values by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** The first of these fields that says something; empty when none does. */
export function getText(fields: Fields, ...names: string[]): string {
  for (const name of names) {
    const value = fields[name];
    const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
    if (text.trim() !== "") return text;
  }
  return "";
}

/**
 * The first of these fields that has an id; null when none does.
 *
 * @throws {RowError} for what is no whole number.
 */
export function getId(fields: Fields, ...names: string[]): number | null {
  const text = getText(fields, ...names).trim();
  if (text === "") return null;
  const id = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(id)) return id;
  throw new RowError(`The ${names[0]} "${text.slice(0, 100)}" is no id.`);
}

/** @throws {RowError} When the field is missing, or is no whole number. */
export function getRequiredId(fields: Fields, ...names: string[]): number {
  const id = getId(fields, ...names);
  if (id === null) throw new RowError(`It has no ${names[0]}.`);
  return id;
}

/** Whether the field is true; `otherwise` when it is neither true nor false. */
export function getFlag(fields: Fields, name: string, otherwise: boolean): boolean {
  const text = String(fields[name] ?? "").trim().toLowerCase();
  return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : otherwise;
}

/** A value inside of values; undefined where there is none. */
export function getPath(fields: Fields, ...path: string[]): unknown {
  return path.reduce<unknown>((value, name) => isPlainObject(value) ? value[name] : undefined, fields);
}

/** The objects of a list; none where there is no list. */
export function getObjects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
