/** Events as models get to see them. */

import { type CustomerEvent, isChange, type RequestRecord, type TicketEvent } from "../../../store/mod.ts";
import { formatActor } from "./actor.ts";
import { markCustomerWords, truncate } from "./customer_words.ts";

const MAX_TEXT_LENGTH = 300;

/**
 * The event with its long texts cut, so that a page stays small.
 *
 * @param whole The tool that has them whole.
 */
export function truncateEvent<Event extends TicketEvent | CustomerEvent>(event: Event, whole: string): Event {
  return truncateTexts(event, `${whole} has it whole`) as Event;
}

function truncateTexts(value: unknown, rest: string): unknown {
  if (typeof value === "string") return truncate(value, MAX_TEXT_LENGTH, rest);
  if (Array.isArray(value)) return value.map((inner) => truncateTexts(inner, rest));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, truncateTexts(inner, rest)]));
}

/** One line: `3. 2026-11-01T09:30:00.000Z closed by claude-ai 1.0: status open → closed`. */
export function formatEvent(event: TicketEvent): string {
  const { revision, at, what, by, before, after, comment, answers = [] } = event;
  if (!isChange(event)) {
    return `${revision}. ${at} asked for by ${formatActor(by)}, not approved: ${answers.map(formatRefusal).join("; ")}`;
  }
  const changes = Object.entries(after)
    .filter(([field, value]) => field in before || !isEmpty(value))
    .map(([field, value]) => formatChange(field, before[field as keyof typeof before], value));
  const said = comment === undefined ? [] : [`${comment.kind} ${markCustomerWords(comment.body)}`];
  const details = [...changes, ...said, ...answers.map(formatElicitation)].join("; ");
  return `${revision}. ${at} ${what} by ${formatActor(by)}${details && `: ${details}`}`;
}

/** What a new ticket has of the fields that nobody has set. */
function isEmpty(value: unknown): boolean {
  return value === null || value === "" || value === 0 || Array.isArray(value) && value.length === 0;
}

const CUSTOMER_FIELDS = ["subject", "description"];

function formatChange(field: string, before: unknown, after: unknown): string {
  const shown = (value: unknown) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return CUSTOMER_FIELDS.includes(field) ? markCustomerWords(text) : text;
  };
  return before === undefined ? `${field} ${shown(after)}` : `${field} ${shown(before)} → ${shown(after)}`;
}

/** What was asked, too: nothing else tells it. */
function formatRefusal({ asked, question, outcome }: RequestRecord): string {
  return `asked a ${asked} ${markCustomerWords(question)}: ${outcome.replace("_", " ")}`;
}

function formatElicitation({ asked, outcome }: RequestRecord): string {
  return `asked a ${asked}: ${outcome.replace("_", " ")}`;
}
