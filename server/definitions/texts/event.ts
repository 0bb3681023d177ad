/** Events as models see them. */

import {
  type Comment,
  type CustomerEvent,
  type CustomValues,
  formatActor,
  type RequestRecord,
  type TicketEvent,
  type TicketLink,
} from "../../../store/mod.ts";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { markCustomerLine, markCustomerWords, markTeamLine, markTeamWords } from "../../marks/mod.ts";
import { formatCustom, formatKind, markComment } from "./ticket.ts";
import { cutText, formatTruncated, listTruncated, type Truncated } from "../sizes/mod.ts";

/**
 * Truncates the long texts of an event, and leaves out the items of lists that did not change. This keeps a page of events
 * small.
 *
 * @param textBytes The maximum size of a text, in bytes.
 * @param tool The tool that returns the full texts.
 */
export function truncateEvent<Event extends TicketEvent | CustomerEvent>(
  event: Event,
  textBytes: number,
  tool: string,
): Event & Truncated {
  const changed = { ...event, ...omitUnchangedItems(event) };
  const notes: Record<string, string> = {};
  const cut = mapTexts(changed, (text, path) => {
    const { text: kept, note } = cutText(text, textBytes, `${tool} returns the full text`);
    if (note !== undefined) notes[path] = note;
    return kept;
  });
  return { ...cut as Event, ...listTruncated(notes) };
}

/** @param path The position of the value, such as `comment.body`. */
function mapTexts(value: unknown, change: (text: string, path: string) => string, path = ""): unknown {
  if (typeof value === "string") return change(value, path);
  if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change, path));
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value)
    .map(([name, inner]) => [name, mapTexts(inner, change, path === "" ? name : `${path}.${name}`)]);
  return Object.fromEntries(members);
}

function omitUnchangedItems({ before, after }: TicketEvent | CustomerEvent): Record<"before" | "after", object> {
  return { before: omitItems(before, after), after: omitItems(after, before) };
}

/** Replaces the items of lists that the other state has too by their number. */
function omitItems(state: object, other: object): object {
  const members = Object.entries(state).filter(([field]) => !HIDDEN_FIELDS.has(field)).map(([field, value]) => {
    const items: unknown = Reflect.get(other, field);
    if (field !== "attachments" || !Array.isArray(value) || !Array.isArray(items)) return [field, value];
    const same = new Set(items.map((item) => JSON.stringify(item)));
    const changed = value.filter((item) => !same.has(JSON.stringify(item)));
    return [
      field,
      changed.length === value.length ? value : [`${value.length - changed.length} unchanged`, ...changed],
    ];
  });
  return Object.fromEntries(members);
}

/**
 * Formats an event: `3. 2026-11-01T09:30:00.000Z closed by <team_words …>claude-ai 1.0</team_words …>: status open →
 * closed`.
 */
export function formatEvent(event: (TicketEvent | CustomerEvent) & Truncated): string {
  return [formatWholeEvent(event), ...formatTruncated(event)].join(" ");
}

function formatWholeEvent(event: TicketEvent | CustomerEvent): string {
  const { revision, at, what, by, answers = [] } = event;
  const before: Record<string, unknown> = event.before;
  const comment = "comment" in event ? event.comment : undefined;
  if (what === "not_approved") {
    return `${revision}. ${at} requested by ${markTeamLine(formatActor(by))}, not approved: ${
      answers.map(formatRefusal).join("; ")
    }`;
  }
  const changes = Object.entries(event.after)
    .filter(([field, value]) => !HIDDEN_FIELDS.has(field) && (field in before || !isEmpty(value)))
    .map(([field, value]) => formatChange(field, before[field], value));
  const earlier = "earlier_text" in event ? event.earlier_text : undefined;
  const comments = comment === undefined ? [] : [formatEventComment(comment, earlier)];
  const late = "in_time" in event && event.in_time === false ? ["after the due time"] : [];
  const batch = "batch_id" in event && event.batch_id !== undefined ? [`batch ${event.batch_id}`] : [];
  const details = [...changes, ...late, ...batch, ...comments, ...answers.map(formatRequest)].join("; ");
  return `${revision}. ${at} ${what} by ${markTeamLine(formatActor(by))}${details && `: ${details}`}`;
}

/** An edited comment has its earlier text. */
function formatEventComment(comment: Comment, earlier: string | undefined): string {
  const kind = formatKind(comment);
  const text = comment.is_retracted ? "(retracted)" : markComment(comment, comment.body);
  if (earlier === undefined) return `${kind} ${text}`;
  return `${kind} ${comment.number} was ${markComment({ ...comment, body: earlier }, earlier)}, is now ${text}`;
}

/** Recognizes the values of a new ticket's unset fields. */
function isEmpty(value: unknown): boolean {
  return value === null || value === "" || value === 0 || Array.isArray(value) && value.length === 0;
}

/** Fields that say the same as others. */
const HIDDEN_FIELDS = new Set(["fixed_fields", "continued_in", "unresolved_links"]);

/** Fields whose values come from a fixed set, or from the desk itself. */
const PLAIN_FIELDS = new Set([
  "id",
  "status",
  "priority",
  "account_tier",
  "merged_into",
  "claimed_until",
  "comment_count",
  "created_at",
  "closed_at",
  "reopened_at",
  "first_reply_at",
  "last_customer_message_at",
  "paused_at",
  "paused_ms",
  "snoozed_until",
  "due_by_hand",
]);

const TEAM_FIELDS = new Set(["assignee", "tags", "resolution", "escalation", "notes"]);

function formatChange(field: string, before: unknown, after: unknown): string {
  const format = (value: unknown) => formatValue(field, value);
  return before === undefined ? `${field} ${format(after)}` : `${field} ${format(before)} → ${format(after)}`;
}

function formatValue(field: string, value: unknown): string {
  if (field === "links" && Array.isArray(value)) return formatLinks(value);
  if (field === "custom" && isPlainObject(value)) {
    return markCustomerLine(formatCustom(value as CustomValues) || "none");
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (value === null || PLAIN_FIELDS.has(field)) return text;
  return TEAM_FIELDS.has(field) ? markTeamWords(text) : markCustomerWords(text);
}

function formatLinks(links: readonly TicketLink[]): string {
  return links.map(({ relation, id }) => `${relation}:${id}`).join(", ") || "none";
}

/** Includes the question: a refused change has no other record of it. */
function formatRefusal(record: RequestRecord): string {
  return `${markCustomerLine(record.question)}: ${formatOutcome(record)}`;
}

function formatRequest(record: RequestRecord): string {
  const name = record.asked === "model" ? "sampling" : isApproval(record) ? "approval" : "elicitation";
  return `${name}: ${formatOutcome(record)}`;
}

function isApproval({ via, outcome }: RequestRecord): boolean {
  return via !== undefined || outcome === "unattended";
}

const PLACES: Readonly<Record<NonNullable<RequestRecord["via"]>, string>> = {
  elicitation: "",
  terminal: " in a terminal",
  app: " in the app",
};

/** Does not claim that a person was asked: hosts accept, decline and cancel without one. */
function formatOutcome({ asked, outcome, via, by }: RequestRecord): string {
  if (by !== undefined) return `${outcome} by ${markTeamLine(by)}${via === undefined ? "" : PLACES[via]}`;
  if (outcome === "rejected") return "rejected by a person";
  const isRefusal = asked === "person" && (outcome === "declined" || outcome === "cancelled");
  return isRefusal ? `${outcome} by the host or a person` : outcome.replace("_", " ");
}
