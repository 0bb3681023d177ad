/** Tickets written directly into a store, in the desk's format. */

import type { Tier } from "../../../store/customer.ts";
import type { Key } from "../../../store/kv/port/mod.ts";
import { keys } from "../../../store/kv/schema/keys.ts";
import { TestKv } from "../kv/test_kv.ts";
import { getFilterTerms, toWordTerm } from "../../../store/search/analysis/terms.ts";
import { extractWords } from "../../../store/search/analysis/words.ts";
import type { Position } from "../../../store/search/position.ts";
import type { Priority, Status } from "../../../store/ticket.ts";

export interface SmallTicket {
  number: number;
  /** In milliseconds since the epoch. */
  createdAt: number;
  status: Status;
  priority: Priority;
  assignee: string | null;
  tags: string[];
  customer: string;
  subject: string;
  description: string;
  comments: string[];
}

/** Creates a ticket with neutral values for all other fields. */
export function createSmallTicket(given: Partial<SmallTicket> & { number: number }): SmallTicket {
  return {
    createdAt: Date.UTC(2026, 10, 1) + given.number,
    status: "open",
    priority: "medium",
    assignee: null,
    tags: [],
    customer: "alice@example.com",
    subject: "",
    description: "",
    comments: [],
    ...given,
  };
}

export async function addCustomer(kv: TestKv, email: string, tier: Tier): Promise<void> {
  await kv.set(keys.customer(email), { email, account_tier: tier });
}

export async function addTickets(kv: TestKv, tickets: Iterable<SmallTicket>): Promise<void> {
  await kv.setAll(Iterator.from(tickets).flatMap(toEntries));
}

function toEntries(ticket: SmallTicket): [Key, unknown][] {
  const { number, createdAt, subject, description, comments } = ticket;
  const position: Position = [createdAt, number];
  const terms = getFilterTerms({ ...ticket, external_id: null, escalation: null, merged_into: null });
  const words = new Set([subject, description, ...comments].flatMap((text) => [...extractWords(text)]));
  return [
    [keys.ticket(number), { id: String(number), ...ticket, comment_count: comments.length }],
    [keys.description(number), description],
    ...comments.map((body, index) => [keys.comment(number, index + 1), { number: index + 1, body }] as [Key, unknown]),
    ...[...terms, ...[...words].map(toWordTerm)].map((term) => [keys.posting(term, position), 0] as [Key, unknown]),
  ];
}
