/** Values as other help desks and spreadsheets write them, and what they are here. */

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

/** @throws {RowError} for a status that has no counterpart. */
export function parseStatus(text: string): Status {
  return lookUp("status", text, STATUS);
}

/** @throws {RowError} for a priority that has no counterpart. */
export function parsePriority(text: string): Priority {
  return lookUp("priority", text, PRIORITY);
}

function lookUp<Value>(field: string, text: string, table: Record<string, Value>): Value {
  const name = text.trim().toLowerCase().replace(/[\s_-]+/g, " ");
  if (Object.hasOwn(table, name)) return table[name]!;
  const known = Object.keys(table).filter((name) => name !== "").join(", ");
  throw new RowError(`The ${field} "${text.slice(0, 100)}" has no counterpart here. Known are: ${known}.`);
}

/** The tags of a list in a text: between commas, semicolons or bars where there are any, else between spaces. */
export function parseTagList(text: string): string[] {
  const separator = /[,;|]/.test(text) ? /[,;|]/ : /\s+/;
  return cleanTags(text.split(separator));
}

const MAX_TAG_LENGTH = 50;

/** The tags in the desk's alphabet: what it doesn't take becomes a hyphen. Each once; those that vanish are left out. */
export function cleanTags(tags: readonly string[]): string[] {
  return [...new Set(tags.map(cleanTag).filter((tag) => tag !== ""))];
}

function cleanTag(tag: string): string {
  const letters = tag.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}_:-]+/gu, "-").replace(/^-+|-+$/g, "");
  return letters.slice(0, MAX_TAG_LENGTH).toWellFormed().replace(/\uFFFD$|-+$/g, "");
}

/** A date, and perhaps a time of day and where it is so. */
const INSTANT_PATTERN =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?)?$/i;

/**
 * The instant that a text names, as ISO 8601 in UTC. A date alone is its first moment; without a zone it is UTC.
 *
 * @param field What the text is, for the refusal.
 * @throws {RowError} for anything but `2026-11-01`, `2026-11-01 09:30:00` and the forms of ISO 8601 near them.
 */
export function parseInstant(field: string, text: string): string {
  const [, date, time = "00:00", zone = "Z"] = INSTANT_PATTERN.exec(text.trim()) ?? [];
  const instant = date === undefined || !isDate(date) ? NaN : Date.parse(`${date}T${time}${toOffset(zone)}`);
  if (Number.isFinite(instant)) return new Date(instant).toISOString();
  throw new RowError(
    `The ${field} "${
      text.slice(0, 100)
    }" is no time like 2026-11-01 or 2026-11-01T09:30:00Z: which day it means isn't clear.`,
  );
}

/** JavaScript takes 31 February for a day in March. */
function isDate(date: string): boolean {
  const instant = Date.parse(`${date}T00:00Z`);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(date);
}

function toOffset(zone: string): string {
  return /^[+-]/.test(zone) ? zone.replace(/^(...):?/, "$1:") : "Z";
}
