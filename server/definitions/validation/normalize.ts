/** Normalizes arguments that are written loosely, as models and agent libraries write them. */

import type * as z from "zod";
import { isBlank } from "../../../base/text/is_blank.ts";
import { parseMailbox } from "../../../base/text/mailbox.ts";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { renamePrototypeMember } from "../../../base/values/rename_prototype_member.ts";
import { parseBoolean } from "../../../base/values/parse_boolean.ts";
import { parseTicketId } from "../arguments/mod.ts";
import { type Argument, describeArguments } from "./argument.ts";

/** Arguments in strict form. Values that could not be understood are unchanged. */
export interface NormalizedArguments {
  input: Record<string, unknown>;
  /** The names of arguments that the schema does not have. */
  unknown: readonly string[];
  /** The names of arguments that are given twice, in two spellings and with different values. */
  ambiguous: readonly string[];
}

/**
 * Normalizes the arguments of a call: null, and a blank text that is no value, mean absent; numbers, booleans and lists
 * may be texts; a single value may stand for a list; enum values may differ in case and separators; names may be written
 * in camel case.
 */
export function normalizeArguments(schema: z.ZodObject, input: Readonly<Record<string, unknown>>): NormalizedArguments {
  const known = getArguments(schema);
  const normalized: Record<string, unknown> = {};
  const unknown: string[] = [];
  const ambiguous = new Set<string>();
  for (const [given, value] of Object.entries(input)) {
    const name = known.has(given) ? given : toSnakeCase(given);
    const argument = known.get(name);
    if (argument === undefined) {
      if (value !== null) unknown.push(given);
      continue;
    }
    const result = normalizeValue(argument, value);
    if (result === undefined) continue;
    if (Object.hasOwn(normalized, name) && !isEqual(normalized[name], result)) ambiguous.add(name);
    normalized[name] = result;
  }
  return { input: normalized, unknown, ambiguous: [...ambiguous] };
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

const knownArguments = new WeakMap<z.ZodObject, ReadonlyMap<string, Argument>>();

function getArguments(schema: z.ZodObject): ReadonlyMap<string, Argument> {
  const known = knownArguments.get(schema) ?? describeArguments(schema);
  knownArguments.set(schema, known);
  return known;
}

/** Converts `ticketId`, `ticket-id` and `Ticket ID` to `ticket_id`. */
function toSnakeCase(name: string): string {
  return name.trim().replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[\s-]+/g, "_").toLowerCase();
}

/** @returns Undefined if the argument counts as absent. */
function normalizeValue(argument: Argument, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (argument.isOptional && !argument.acceptsEmpty && isAbsent(argument, value)) return undefined;
  switch (argument.type) {
    case "text":
    case "key":
      return isFiniteNumber(value) ? String(value) : value;
    case "number":
      return toNumber(value);
    case "boolean":
      return toBoolean(value);
    case "enum":
      return toEnumValue(value, argument.values);
    case "list":
      return toList(value, argument.item);
    case "ticket_id":
      return parseTicketId(value) ?? toIdText(value);
    case "email":
      return typeof value === "string" ? parseMailbox(value).address : value;
    case "object":
      return toObject(value);
    case "other":
      return value;
  }
}

/** A blank text means absent. A blank key is an error, because it was meant to be a key. */
function isAbsent({ type }: Argument, value: unknown): boolean {
  return type === "key" ? value === "" : typeof value === "string" && isBlank(value);
}

/** Keeps what is no ticket id as text, so that the error shows the form of an id. */
function toIdText(value: unknown): unknown {
  const isInfinite = value === Infinity || value === -Infinity; // its own error is clearer than the null that JSON has for it
  return typeof value === "string" || isInfinite ? value : JSON.stringify(value);
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

function toNumber(value: unknown): unknown {
  return typeof value === "string" && DECIMAL.test(value.trim()) ? Number(value) : value;
}

function toBoolean(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  return parseBoolean(String(value)) ?? value;
}

function toEnumValue(value: unknown, values: ReadonlySet<string>): unknown {
  if (typeof value !== "string") return value;
  const word = value.trim().toLowerCase().replace(/[\s-]+/g, "_");
  return values.has(word) ? word : value;
}

/** Reads JSON, a comma-separated text, or a single value as a list. Empty items are dropped. */
function toList(value: unknown, item: Argument): unknown {
  if (typeof value === "object" && !Array.isArray(value)) return value;
  return splitList(value).map((part) => normalizeValue({ ...item, isOptional: true }, part)).filter((part) =>
    part !== undefined
  );
}

function splitList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [value];
  return parseJsonArray(value) ?? value.split(",").map((part) => part.trim());
}

function toObject(value: unknown): unknown {
  const parsed = parseJsonObject(value);
  return isPlainObject(parsed) ? renamePrototypeMember(parsed) : parsed;
}

/** Reads an object that is written as JSON. */
function parseJsonObject(value: unknown): unknown {
  if (typeof value !== "string" || !value.trim().startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function parseJsonArray(text: string): unknown[] | undefined {
  if (!text.trim().startsWith("[")) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
