/** Field values of an export: texts in tables, JSON from the API. */

import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { RowError } from "../rows/mod.ts";

/** A table row or a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns the first of these fields that is not blank, or an empty text. */
export function getText(fields: Fields, ...names: string[]): string {
  for (const name of names) {
    const value = fields[name];
    const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
    if (text.trim() !== "") return text;
  }
  return "";
}

/**
 * Returns the first of these fields that has an id, or null.
 *
 * @throws {RowError} If the value is not a whole number.
 */
export function getId(fields: Fields, ...names: string[]): number | null {
  const text = getText(fields, ...names).trim();
  if (text === "") return null;
  const id = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(id)) return id;
  throw new RowError(`${names[0]} "${text.slice(0, 100)}" is not an id.`);
}

/** @throws {RowError} If the field is missing or not a whole number. */
export function getRequiredId(fields: Fields, ...names: string[]): number {
  const id = getId(fields, ...names);
  if (id === null) throw new RowError(`${names[0]} is missing.`);
  return id;
}

/** Returns a boolean field, or `otherwise` if it is neither true nor false. */
export function getFlag(fields: Fields, name: string, otherwise: boolean): boolean {
  const text = String(fields[name] ?? "").trim().toLowerCase();
  return text === "true" || text === "1" ? true : text === "false" || text === "0" ? false : otherwise;
}

/** Returns a nested value, or undefined. */
export function getPath(fields: Fields, ...path: string[]): unknown {
  return path.reduce<unknown>((value, name) => isPlainObject(value) ? value[name] : undefined, fields);
}

/** Returns the objects of a list, or an empty list for any other value. */
export function getObjects(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}
