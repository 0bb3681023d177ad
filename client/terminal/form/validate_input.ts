/** Validates a person's input. Each function returns the problem in words, or undefined. */

import type { ChoicesType, NumberType, TextFormat, TextType } from "./field.ts";

/** Validates a text. */
export function validateText(text: string, { format, minLength, maxLength, pattern }: TextType): string | undefined {
  const length = [...text].length;
  if (minLength !== undefined && length < minLength) {
    return `is too short: ${formatLength(length)} (minimum ${minLength})`;
  }
  if (maxLength !== undefined && length > maxLength) {
    return `is too long: ${formatLength(length)} (limit ${maxLength})`;
  }
  if (format !== undefined && !FORMATS[format].fits(text)) return `must be ${FORMATS[format].words}`;
  if (pattern !== undefined && !pattern.test(text)) return `must match the pattern ${pattern.source}`;
}

/** Validates the text of a number. */
export function validateNumber(text: string, { whole, minimum, maximum }: NumberType): string | undefined {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return `must be a number, such as ${whole ? "7" : "7.5"}`;
  if (whole && !Number.isSafeInteger(value)) return "must be a whole number";
  if (minimum !== undefined && value < minimum) return `must be ${minimum} or more`;
  if (maximum !== undefined && value > maximum) return `must be ${maximum} or less`;
}

/** Validates the number of chosen options. */
export function validateChoices(count: number, { minItems, maxItems }: ChoicesType): string | undefined {
  if (minItems !== undefined && count < minItems) return `Choose at least ${minItems} (chosen: ${count}).`;
  if (maxItems !== undefined && count > maxItems) return `Choose at most ${maxItems} (chosen: ${count}).`;
}

/** The formats of texts (JSON Schema Validation, 7.3 "Defined formats"). */
export const FORMATS: Record<TextFormat, { words: string; fits(text: string): boolean }> = {
  email: {
    words: "an email address, such as ada@example.com",
    fits: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  },
  uri: {
    words: "an address with its scheme, such as https://example.com/page",
    fits: (text) => /^[a-z][a-z\d+.-]*:\S+$/i.test(text) && URL.canParse(text),
  },
  date: {
    words: "a date as year-month-day, such as 2026-11-30",
    fits: isDate,
  },
  "date-time": {
    words: "a date and time with an offset, such as 2026-11-30T16:45:00Z or 2026-11-30T16:45:00+01:00",
    fits: isDateTime,
  },
};

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text); // JavaScript accepts June 31
}

/** Checks a date and time (RFC 3339, 5.6). */
function isDateTime(text: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i
    .exec(text);
  return parts !== null && isDate(parts[1]!);
}

function formatLength(length: number): string {
  return length === 1 ? "1 character" : `${length} characters`;
}
