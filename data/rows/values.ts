/** Converting values of other help desks and spreadsheets. */

import type { Priority, Status } from "../../store/mod.ts";
import { RowError } from "./row.ts";

const STATUS: Record<string, Status> = {
  "": "open",
  new: "open",
  open: "open",
  reopened: "open",
  "in progress": "open",
  pending: "pending",
  waiting: "pending",
  hold: "on_hold",
  "on hold": "on_hold",
  solved: "closed",
  resolved: "closed",
  done: "closed",
  closed: "closed",
};

const PRIORITY: Record<string, Priority> = {
  "": "medium",
  none: "medium",
  low: "low",
  normal: "medium",
  medium: "medium",
  high: "high",
  urgent: "urgent",
  critical: "urgent",
};

/** @throws {RowError} For an unknown status. */
export function parseStatus(text: string): Status {
  return lookUp("status", text, STATUS);
}

/** @throws {RowError} For an unknown priority. */
export function parsePriority(text: string): Priority {
  return lookUp("priority", text, PRIORITY);
}

function lookUp<Value>(field: string, text: string, table: Record<string, Value>): Value {
  const name = text.trim().toLowerCase().replace(/[\s_-]+/g, " ");
  if (Object.hasOwn(table, name)) return table[name]!;
  const known = Object.keys(table).filter((name) => name !== "").join(", ");
  throw new RowError(`${field} "${text.slice(0, 100)}" is unknown. Known values: ${known}.`);
}

/** Splits a list of tags at commas, semicolons or bars, or at spaces if there are none of these. */
export function parseTagList(text: string): string[] {
  const separator = /[,;|]/.test(text) ? /[,;|]/ : /\s+/;
  return cleanTags(text.split(separator));
}

const MAX_TAG_LENGTH = 50;

/** Replaces characters that tags cannot have with hyphens. Removes duplicates and empty tags. */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(cleanTag).filter((tag) => tag !== ""))];
}

function cleanTag(tag: string): string {
  const letters = tag.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}_:-]+/gu, "-").replace(/^-+/, "");
  return letters.slice(0, MAX_TAG_LENGTH).toWellFormed().replace(/\uFFFD$|-+$/g, "");
}

/** A date with an optional time and zone. */
const INSTANT_PATTERN =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?$/i;

/**
 * Parses an instant and formats it as ISO 8601 in UTC. A date alone means midnight. The default zone is UTC.
 *
 * @param field The field's name, for the message.
 * @throws {RowError} For anything but `2026-11-01`, `2026-11-01 09:30:00` and similar forms of ISO 8601.
 */
export function parseInstant(field: string, text: string): string {
  const [, date, time = "00:00", zone = "Z"] = INSTANT_PATTERN.exec(text.trim()) ?? [];
  const instant = date === undefined || !isDate(date) ? NaN : Date.parse(`${date}T${time}${toOffset(zone)}`);
  if (Number.isFinite(instant)) return new Date(instant).toISOString();
  throw new RowError(
    `${field} "${
      text.slice(0, 100)
    }" is not a time such as 2026-11-01 or 2026-11-01T09:30:00Z. Other formats are ambiguous.`,
  );
}

/** JavaScript reads 31 February as a day in March. */
function isDate(date: string): boolean {
  const instant = Date.parse(`${date}T00:00Z`);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(date);
}

function toOffset(zone: string): string {
  return /^[+-]/.test(zone) ? zone.replace(/^(...):?/, "$1:") : "Z";
}
