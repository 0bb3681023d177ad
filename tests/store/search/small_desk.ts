/** Tickets written directly into a store, in the desk's format. */

import type { Tier } from "../../../store/customer.ts";
import type { Key } from "../../../store/kv/port/mod.ts";
import { keys } from "../../../store/kv/schema/keys.ts";
import { TestKv } from "../kv/test_kv.ts";
import { listCreationChanges } from "../../../store/search/analysis/contributions.ts";
import type { Priority, Status, TicketRecord } from "../../../store/ticket.ts";

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

/** Adds tickets. Their changes of the index are not merged. */
export async function addTickets(kv: TestKv, tickets: Iterable<SmallTicket>): Promise<void> {
  for (const ticket of tickets) await kv.setAll(await toEntries(ticket));
}

/** Numbers the commits of tests. Real ones have versionstamps, which are as long. */
let commits = 0;

async function toEntries(ticket: SmallTicket): Promise<[Key, unknown][]> {
  const { number, createdAt, description, comments } = ticket;
  const record = {
    ...ticket,
    id: String(number),
    comment_count: comments.length,
    created_at: new Date(createdAt).toISOString(),
    resolution: null,
    escalation: null,
    merged_into: null,
  } as Partial<TicketRecord> as TicketRecord;
  const changes = await listCreationChanges({ record, description, comments, authors: [] });
  const delta = [number, ...changes.flatMap(({ term, change }) => [term, change])];
  return [
    [keys.ticket(number), record],
    [keys.description(number), description],
    ...comments.map((body, index) => [keys.comment(number, index + 1), { number: index + 1, body }] as [Key, unknown]),
    [keys.created(createdAt, number), 0],
    [[...keys.delta(0), String(++commits).padStart(20, "0")], [delta]],
  ];
}
