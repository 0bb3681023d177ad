/** Names of things for people. */

import type { LeftTickets, TicketRow } from "../desk/mod.ts";
import type { Words } from "../words/mod.ts";
import { formatExact } from "./times.ts";

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/** Says what a change did, for the message that confirms it. */
export function describeChange(id: string, values: Partial<TicketRow>, words: Words): string {
  const { changed, status, priority } = words;
  if (values.status !== undefined) return changed.status(id, status[values.status]);
  if (values.priority !== undefined) return changed.priority(id, priority[values.priority]);
  if (values.snoozed_until === null) return words.snooze.ended(id);
  if (values.assignee === null) return changed.unassigned(id);
  if (values.assignee !== undefined) return changed.assignee(id, values.assignee);
  return changed.subject(id);
}

/** Formats a value of a ticket's field. */
export function formatValue(field: string, value: unknown, words: Words, locale: string): string {
  if (value === null || value === undefined || value === "") return words.none;
  if (field === "status") return words.status[value as keyof Words["status"]] ?? String(value);
  if (field === "priority") return words.priority[value as keyof Words["priority"]] ?? String(value);
  if (field === "account_tier") return words.tier[value as keyof Words["tier"]] ?? String(value);
  if (Array.isArray(value)) return value.join(", ");
  if (/_(at|until)$/.test(field)) return formatTimes(String(value), locale);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Formats a value of a custom field. */
export function formatCustom(value: unknown, { none, settings: { yes, no } }: Words): string {
  if (typeof value === "boolean") return value ? yes : no;
  return String(value ?? none);
}

/** Replaces the times of the server in a text. */
export function formatTimes(text: string, locale: string): string {
  return text.replaceAll(TIME, (time) => formatExact(time, locale));
}

/** The name of a field, such as `Assignee`. */
export function getFieldName(field: string, words: Words): string {
  return (words.fields as Record<string, string>)[field] ?? formatTerm(field);
}

/** The words of a name such as `first_reply`. */
export function formatTerm(name: string): string {
  return name.replaceAll("_", " ");
}

/** Splits the question of an approval into what it asks, and the texts that this is about. */
export function splitQuestion(text: string): [asked: string, rest: string] {
  const end = text.indexOf("? ") + 1;
  return end === 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 1)];
}

/**
 * Removes the marks that tell models whose words a text has.
 *
 * @param quotes Around those words. Empty where they are quoted one by one.
 */
export function removeMarks(text: string, quotes: "“”" | "" = "“”"): string {
  const [open = "", close = ""] = quotes;
  return text.replaceAll(/<(customer|team)_words[^>]*>([\s\S]*?)<\/\1_words[^>]*>/g, `${open}$2${close}`);
}

/** The maximum number of tickets that stay the same whose numbers are shown. */
const MOST_LEFT = 8;

/** Says which tickets a change of many leaves, and why. */
export function formatLeft({ ids, reason, code = "" }: LeftTickets, { batch, failures }: Words): string {
  const shown = ids.slice(0, MOST_LEFT).map((id) => `#${id}`).join(", ");
  const others = ids.length > MOST_LEFT ? ` ${batch.others(ids.length - MOST_LEFT)}` : "";
  const reasons: Record<string, string> = ids.length === 1 ? failures.left : { ...failures.left, ...failures.leftMany };
  return batch.left(shown + others, reasons[code] ?? reason);
}
