/** The tickets of a desk that has worked for a while. */

import type { Actor, Archive, TicketToImport } from "../../store/mod.ts";
import { generateTickets } from "./corpus.ts";
import type { Question } from "./question.ts";

const BY: Actor = { kind: "system", name: "bench", version: null };
const AGENTS = ["Dana Roe", "Kim Lee", "Jo March", null] as const;
const IMPORT_SIZE = 400;
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Of this many tickets, one is not closed. */
const TICKETS_PER_OPEN = 7;

/**
 * Generates tickets of the year before `now`, the last ones just created. Most are closed, some hours later.
 *
 * @param now In milliseconds since the epoch.
 */
export function* generateDesk(questions: readonly Question[], count: number, now: number): Generator<TicketToImport> {
  const interval = 365 * 24 * HOUR / count;
  let index = 0;
  for (const ticket of generateTickets(questions, count)) {
    const created = now - (count - index) * interval;
    const closed = created + (1 + index * 7 % 60) * HOUR + index % 60 * MINUTE;
    const isClosed = index % TICKETS_PER_OPEN !== 0 && closed < now;
    const state = isClosed
      ? { status: "closed", resolution: "Answered.", closed_at: toText(closed), updated_at: toText(closed) } as const
      : { status: "open" } as const;
    yield { ticket: { ...ticket, ...state, assignee: AGENTS[index % 4]!, created_at: toText(created) } };
    index += 1;
  }
}

/** Fills an empty desk with tickets and their customers. */
export async function fillDesk(archive: Archive, tickets: Iterable<TicketToImport>): Promise<void> {
  const known = new Set<string>();
  for (const batch of toChunks(tickets)) {
    const emails = new Set(batch.map(({ ticket }) => ticket.customer)).difference(known);
    for (const email of emails) known.add(email);
    await archive.importCustomers([...emails].map((email) => ({ customer: { email, name: email } })), BY);
    await archive.importTickets(batch, BY);
  }
}

function* toChunks<T>(items: Iterable<T>): Generator<T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    if (chunk.push(item) < IMPORT_SIZE) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function toText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
