/** The conversation of a ticket, and the changes between its messages. */

import { type Comment, type CommentKind, getActorName, type Ticket, type TicketEvent } from "./model.ts";
import { removeInvisible } from "./visible.ts";

export interface Message {
  type: "message";
  key: string;
  kind: CommentKind;
  author: string;
  at: string;
  body: string;
  /** Only of replies. */
  delivery?: string;
  edited_at?: string;
  is_retracted?: boolean;
  merged_from?: string;
  /** The text that started the ticket. */
  isFirst?: boolean;
}

/** A changed value. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** Something that happened besides messages. */
export interface SmallChange {
  key: string;
  what: string;
  by: string;
  at: string;
  fields: readonly FieldChange[];
  /** The change of many tickets that it belongs to. */
  batch_id?: string;
}

/** Consecutive changes, which views fold. */
export interface Changes {
  type: "changes";
  key: string;
  changes: readonly SmallChange[];
}

export type TimelineItem = Message | Changes;

/** Fields that people do not change by themselves. */
const DERIVED = new Set([
  "comment_count",
  "first_reply_at",
  "last_customer_message_at",
  "closed_at",
  "reopened_at",
  "claimed_until",
  "queue_tier",
  "paused_at",
  "paused_ms",
]);

type Entry = (Message | (SmallChange & { type: "change" })) & { revision: number };

/** Orders messages and changes by time, oldest first. */
export function toTimeline(
  ticket: Ticket,
  comments: readonly Comment[],
  events: readonly TicketEvent[],
): TimelineItem[] {
  const commented = events.filter((event) => event.comment !== undefined && !isEdit(event));
  const revisions = new Map(commented.map(({ comment, revision }) => [comment!.number, revision]));
  const entries: Entry[] = [
    ...ticket.description.trim() === "" ? [] : [{ ...toFirstMessage(ticket), revision: 0 }],
    ...comments.map((comment) => ({ ...toMessage(comment), revision: revisions.get(comment.number) ?? 0 })),
    ...events.filter((event) => !isRequest(event, ticket)).flatMap(toChange),
  ];
  entries.sort((one, other) => compare(one.at, other.at) || one.revision - other.revision);
  return foldChanges(entries);
}

/** Joins consecutive changes. */
function foldChanges(entries: readonly Entry[]): TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const entry of entries) {
    const last = items.at(-1);
    if (entry.type === "message") items.push(entry);
    else if (last?.type === "changes") items[items.length - 1] = { ...last, changes: [...last.changes, entry] };
    else items.push({ type: "changes", key: entry.key, changes: [entry] });
  }
  return items;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The first message says that the ticket was created. */
function isRequest({ what }: TicketEvent, { description }: Ticket): boolean {
  return (what === "created" || what === "imported") && description.trim() !== "";
}

function toFirstMessage({ customer, created_at, description }: Ticket): Message {
  return {
    type: "message",
    key: "description",
    kind: "customer",
    author: customer,
    at: created_at,
    body: removeInvisible(description),
    isFirst: true,
  };
}

function isEdit({ what }: Pick<TicketEvent, "what">): boolean {
  return what === "comment_edited" || what === "comment_retracted";
}

function toMessage(comment: Comment): Message {
  const { number, kind, author, at, delivery, edited_at, is_retracted, merged_from } = comment;
  return {
    type: "message",
    key: `${merged_from ?? ""} ${number}`,
    ...{ kind, author, at, body: removeInvisible(comment.body) },
    ...delivery !== undefined && { delivery },
    ...edited_at !== undefined && { edited_at },
    ...is_retracted && { is_retracted },
    ...merged_from !== undefined && { merged_from },
  };
}

function toChange({ what, by, at, revision, before, after, comment, batch_id }: TicketEvent): Entry[] {
  const fields = Object.keys(after)
    .filter((field) => !DERIVED.has(field))
    .map((field) => ({ field, before: before[field], after: after[field] }));
  if (comment !== undefined && fields.length === 0 && !isEdit({ what })) return [];
  const isCreation = what === "created" || what === "imported";
  const [key, shown] = [`${revision} ${what} ${at}`, isCreation ? [] : fields];
  const batch = batch_id !== undefined && { batch_id };
  return [{ type: "change", key, what, by: getActorName(by), at, fields: shown, revision, ...batch }];
}
