/** Puts the fields of items to import into the form that the desk has, in the items and in their histories, which repeat them. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { parseMailbox } from "../../../base/text/mailbox.ts";
import { toOneLine } from "../../../base/text/one_line.ts";
import type { CustomerToImport, TicketToImport } from "../../archive.ts";
import type { CustomerEvent, TicketEvent } from "../../event.ts";
import type { Comment } from "../../ticket.ts";
import { listAuthorAddresses, toAuthorAddress, toFileName } from "../tickets/mod.ts";

/** Fields with one line, wherever they are in a ticket or a customer. */
const LINES: ReadonlySet<string> = new Set([
  "subject",
  "assignee",
  "external_id",
  "author",
  "edited_by",
  "by",
  "on_behalf_of",
  "organization",
]);
/** Fields with one line in some places only. */
const NAMES: ReadonlySet<string> = new Set(["name", "version"]);

/** Addresses of customers, which can have the form `Ada <ada@example.com>`. */
const ADDRESSES: ReadonlySet<string> = new Set(["customer", "email"]);

/** See the module. */
export function toTicketLines({ ticket, comments, events }: TicketToImport): TicketToImport {
  return {
    ticket: cleanFields(ticket, toFileName),
    ...comments && { comments: comments.map(cleanComment) },
    ...events && { events: events.map(cleanTicketEvent) },
  };
}

/** The author of a customer's message is an address, if the item has one. Other authors keep at most one address. */
function cleanComment<Part extends Pick<Comment, "kind" | "author">>(comment: Part): Part {
  const clean = cleanFields(comment, toOneLine);
  const isReduced = clean.kind === "customer" || listAuthorAddresses(clean.author).length > 1;
  return isReduced ? { ...clean, author: toAuthorAddress(clean.author) } : clean;
}

function cleanTicketEvent(event: TicketEvent): TicketEvent {
  const clean = cleanEvent(event);
  return clean.comment === undefined ? clean : { ...clean, comment: cleanComment(clean.comment) };
}

/** See the module. */
export function toCustomerLines({ customer, events }: CustomerToImport): CustomerToImport {
  return {
    customer: cleanFields(customer, toOneLine),
    ...events && { events: events.map(cleanEvent) },
  };
}

function cleanEvent<Event extends TicketEvent | CustomerEvent>(event: Event): Event {
  const { by, before, after } = event;
  const toName = "ticket_id" in event ? toFileName : toOneLine;
  return {
    ...cleanFields(event, toOneLine),
    by: cleanFields(by, toOneLine),
    before: cleanFields(before, toName),
    after: cleanFields(after, toName),
  };
}

/** @param toName Cleans the names. In a ticket they belong to files. */
function cleanFields<Value>(value: Value, toName: (name: string) => string): Value {
  return cleanValue(value, toName) as Value;
}

function cleanValue(value: unknown, toName: (name: string) => string): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => cleanValue(item, toName));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isPlainObject(value)) return value;
  let cleaned: Record<string, unknown> | null = null; // most items are clean, and stay the same objects
  for (const field of Object.keys(value)) {
    const member = cleanMember(field, value[field], toName);
    if (member !== value[field]) (cleaned ??= { ...value })[field] = member;
  }
  return cleaned ?? value;
}

/** Custom fields may have any name. */
function cleanTexts(custom: unknown): unknown {
  if (!isPlainObject(custom)) return custom;
  const clean = (value: unknown) => typeof value === "string" ? toOneLine(value) : value;
  return Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, clean(value)]));
}

function cleanMember(field: string, member: unknown, toName: (name: string) => string): unknown {
  if (field === "custom") return cleanTexts(member);
  if (typeof member !== "string") return cleanValue(member, toName);
  if (LINES.has(field)) return toOneLine(member);
  if (ADDRESSES.has(field)) return parseMailbox(member).address;
  return NAMES.has(field) ? toName(member) : member;
}
