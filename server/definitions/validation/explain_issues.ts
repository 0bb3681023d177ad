import type * as z from "zod";
import type { Reason } from "../../../base/failures/reason.ts";
import { countCharacters } from "../../../base/text/count_characters.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { nameType } from "../../../base/values/type_names.ts";

const MAX_ISSUES = 10;
const MAX_QUOTE_LENGTH = 100;

/** An invalid argument: a sentence for a model, and the reason for programs. */
interface ExplainedIssue {
  text: string;
  reason: Reason;
}

/**
 * Explains invalid arguments, one sentence each: `resolution is too long: 15,000 characters (limit 10,000).`
 *
 * @param issues The issues that the schema reports.
 * @param input The arguments.
 */
export function explainIssues(issues: readonly z.core.$ZodIssue[], input: unknown): ExplainedIssue[] {
  const byValue = new Map(issues.toReversed().map((issue) => [issue.path.join("."), issue])); // the first issue of each value
  return [...byValue.values()].toReversed().slice(0, MAX_ISSUES).map((issue) => {
    const value = getValue(input, issue.path);
    return { text: explainIssue(issue, value), reason: toReason(issue, value) };
  });
}

function toReason(issue: z.core.$ZodIssue, value: unknown): Reason {
  const field = issue.path.join(".");
  const isTooShort = issue.code === "too_small" && typeof value !== "number";
  if (value === undefined || value === "" && isTooShort) return { code: "required", field };
  if (isTooShort) return toShortReason(field, Number(issue.minimum), value);
  if (issue.code !== "too_big" || typeof value === "number") return { code: "invalid_value", field };
  const limit = Number(issue.maximum);
  if (Array.isArray(value)) return { code: "too_many", field, limit };
  return { code: "too_long", field, length: countCharacters(String(value)), limit, unit: "characters" };
}

function toShortReason(field: string, limit: number, value: unknown): Reason {
  return typeof value === "string" && limit > 1 ? { code: "too_short", field, limit } : { code: "required", field };
}

function explainIssue(issue: z.core.$ZodIssue, value: unknown): string {
  const name = issue.path.join(".") || "arguments";
  if (value === undefined) return `${name} is required.`;
  if (value === Infinity || value === -Infinity) return `${name} is a number that is too large.`;
  switch (issue.code) {
    case "invalid_type":
      return `${name} must be ${nameType(issue.expected)}.`;
    case "invalid_value":
      return `${name} is ${quote(value)}, but must be one of: ${issue.values.join(", ")}.`;
    case "too_big":
      return explainTooBig(name, Number(issue.maximum), value);
    case "too_small":
      return explainTooSmall(name, Number(issue.minimum), value);
    case "custom":
      return `${name} is ${quote(value)}, but ${issue.message}.`;
    default:
      return `${name} is invalid: ${issue.message}.`;
  }
}

function explainTooBig(name: string, limit: number, value: unknown): string {
  if (typeof value === "number") return `${name} must be at most ${format(limit)}.`;
  if (Array.isArray(value)) return `${name} has too many items: ${format(value.length)} (limit ${format(limit)}).`;
  return `${name} is too long: ${format(countCharacters(String(value)))} characters (limit ${format(limit)}).`;
}

function explainTooSmall(name: string, minimum: number, value: unknown): string {
  if (typeof value === "number") return `${name} must be at least ${format(minimum)}.`;
  if (minimum === 1) return `${name} must not be empty.`;
  return `${name} must have at least ${format(minimum)} characters.`;
}

function getValue(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
}

/** Quotes an invalid value, which may be long. */
function quote(value: unknown): string {
  return toShortLine(String(JSON.stringify(value)), MAX_QUOTE_LENGTH + 1);
}

function format(count: number): string {
  return count.toLocaleString("en");
}
