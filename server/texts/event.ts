/** Events as models get to see them. */

import { type Answer, type CustomerEvent, isChange, type TicketEvent } from "../../store/mod.ts";
import { actorText } from "./actor.ts";
import { customersWords, cut } from "./customers_words.ts";

const LONGEST_TEXT = 300;

/**
 * The event with its long texts cut, so that a page stays small.
 *
 * @param whole The tool that has them whole.
 */
export function shortEvent<Event extends TicketEvent | CustomerEvent>(event: Event, whole: string): Event {
  return shortTexts(event, `${whole} has it whole`) as Event;
}

function shortTexts(value: unknown, rest: string): unknown {
  if (typeof value === "string") return cut(value, LONGEST_TEXT, rest);
  if (Array.isArray(value)) return value.map((inner) => shortTexts(inner, rest));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortTexts(inner, rest)]));
}

/** One line: `3. 2026-11-01T09:30:00.000Z closed by claude-ai 1.0: status open → closed`. */
export function eventText(event: TicketEvent): string {
  const { revision, at, what, by, before, after, comment, answers = [] } = event;
  if (!isChange(event)) {
    return `${revision}. ${at} asked for by ${actorText(by)}, not approved: ${answers.map(refusalText).join("; ")}`;
  }
  const changes = Object.entries(after)
    .filter(([field, value]) => field in before || !isEmpty(value))
    .map(([field, value]) => change(field, before[field as keyof typeof before], value));
  const said = comment === undefined ? [] : [`${comment.kind} ${customersWords(comment.body)}`];
  const details = [...changes, ...said, ...answers.map(answerText)].join("; ");
  return `${revision}. ${at} ${what} by ${actorText(by)}${details && `: ${details}`}`;
}

/** What a new ticket has of the fields that nobody has set. */
function isEmpty(value: unknown): boolean {
  return value === null || value === "" || value === 0 || Array.isArray(value) && value.length === 0;
}

const CUSTOMERS_FIELDS = ["subject", "description"];

function change(field: string, before: unknown, after: unknown): string {
  const shown = (value: unknown) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return CUSTOMERS_FIELDS.includes(field) ? customersWords(text) : text;
  };
  return before === undefined ? `${field} ${shown(after)}` : `${field} ${shown(before)} → ${shown(after)}`;
}

/** What was asked, too: nothing else tells it. */
function refusalText({ asked, question, outcome }: Answer): string {
  return `asked a ${asked} ${customersWords(question)}: ${outcome.replace("_", " ")}`;
}

function answerText({ asked, outcome }: Answer): string {
  return `asked a ${asked}: ${outcome.replace("_", " ")}`;
}
