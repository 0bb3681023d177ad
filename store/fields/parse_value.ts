/** Values of custom fields, as people, models and files write them. */

import { countCharacters } from "../../base/text/count_characters.ts";
import { toOneLine } from "../../base/text/one_line.ts";
import { parseBoolean } from "../../base/values/parse_boolean.ts";
import { parseNumber } from "../../base/values/parse_number.ts";
import { toShortLine } from "../../base/text/short_line.ts";
import { DeskError } from "../errors.ts";
import type { CustomField, FieldType } from "../settings.ts";
import { type CustomValue, LIMITS } from "../ticket.ts";

/** Marks words of the settings in a message, where its readers need that. */
export type Quote = (words: string) => string;

/** A date, with or without a time, such as `2026-11-01T09:30:00Z`. */
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;

/**
 * Parses a value.
 *
 * @param name The name of the field in the settings.
 * @param value JSON. Numbers, booleans and choices may be texts.
 * @returns Null for null and for an empty text.
 * @throws {DeskError} `invalid` if the field cannot have the value.
 */
export function parseFieldValue(name: string, field: CustomField, value: unknown, quote: Quote): CustomValue | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" && toOneLine(value) === "") return null;
  const parsed = isScalar(value) ? PARSERS[field.type](value, field) : undefined;
  if (parsed === undefined) {
    const given = toShortLine(String(JSON.stringify(value)));
    throw new DeskError("invalid", `custom.${quote(name)} is ${given}, but must be ${explainField(field, quote)}.`, {
      reasons: [{ code: "wrong_type", field: `custom.${name}`, type: field.type }],
    });
  }
  requireFit(parsed, `custom.${quote(name)}`, `custom.${name}`);
  return parsed;
}

/** Reports whether a text stands for a value that the field can have. */
export function hasValue(field: CustomField, text: string): boolean {
  return PARSERS[field.type](text, field) !== undefined;
}

/** @throws {DeskError} `invalid` for a text that is too long, and for a number that would lose its last digits. */
function requireFit(value: CustomValue, name: string, field: string): void {
  const limit = Number.MAX_SAFE_INTEGER;
  if (typeof value === "number" && Math.abs(value) > limit) {
    throw new DeskError(
      "invalid",
      `${name} is too large: a number field would lose its last digits (limit ${
        limit.toLocaleString("en")
      }). Use a field of type text.`,
      { reasons: [{ code: "invalid_value", field }] },
    );
  }
  const length = typeof value === "string" ? countCharacters(value) : 0;
  if (length <= LIMITS.customText) return;
  throw new DeskError(
    "invalid",
    `${name} is too long: ${length.toLocaleString("en")} characters (limit ${LIMITS.customText}).`,
    { reasons: [{ code: "too_long", field, length, limit: LIMITS.customText, unit: "characters" }] },
  );
}

/** Says what a field takes: `a date such as 2026-11-01`. */
export function explainField({ type, choices = [] }: CustomField, quote: Quote = (words) => words): string {
  return type === "choice" ? `one of: ${quote(choices.join(", "))}` : FORMS[type];
}

const FORMS: Readonly<Record<Exclude<FieldType, "choice">, string>> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  date: "a date such as 2026-11-01",
};

type Scalar = string | number | boolean;

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number" && Number.isFinite(value);
}

/** Each returns undefined for a value that the type cannot have. */
const PARSERS: Readonly<Record<FieldType, (value: Scalar, field: CustomField) => CustomValue | undefined>> = {
  text: (value) => toOneLine(String(value)).toWellFormed(),
  number: (value) => typeof value === "string" ? parseNumber(value) : typeof value === "number" ? value : undefined,
  boolean: (value) => typeof value === "boolean" ? value : parseBoolean(String(value)),
  date: (value) => typeof value === "string" ? parseDate(value.trim()) : undefined,
  choice: (value, { choices = [] }) => {
    const word = toChoiceForm(String(value));
    return choices.find((choice) => choice === value) ?? choices.find((choice) => toChoiceForm(choice) === word);
  },
};

function parseDate(text: string): string | undefined {
  const date = DATE.exec(text)?.[1];
  try {
    return date === undefined ? undefined : Temporal.PlainDate.from(date).toString();
  } catch {
    return undefined;
  }
}

/** Choices are found in any case, and with `_` or `-` for a space. */
function toChoiceForm(text: string): string {
  return toOneLine(text).normalize("NFC").toLowerCase().replace(/[\s_-]+/g, " ");
}
