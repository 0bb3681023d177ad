/** The shape of every key in the store. A ticket's number is its id as a number, so that keys sort as ids do. */

import type { Position } from "../../search/position.ts";
import type { Priority, Status } from "../../ticket.ts";

type Key = Deno.KvKey;

export const keys = {
  /** `{ version }` of this schema. */
  schema: ["meta", "schema"] as Key,
  /** The number that the next ticket gets. */
  nextTicket: ["next", "ticket"] as Key,

  /** The hot record: everything but the description. */
  ticket: (number: number): Key => ["ticket", number],
  description: (number: number): Key => ["description", number],
  comment: (ticket: number, number: number): Key => ["comment", ticket, number],
  /** Of a change; the key of what was not approved goes on (see `event_keys.ts`). */
  ticketEvent: (ticket: number, revision: number): Key => ["event", "ticket", ticket, revision],
  attachment: (ticket: number, name: string): Key => ["attachment", ticket, name],
  attachmentPiece: (upload: string, index: number): Key => ["piece", upload, index],
  /** Pieces that were written for an attachment which isn't there yet. */
  upload: (upload: string): Key => ["upload", upload],

  /** One posting for each term of a ticket: words, and filters such as `status:open`. */
  posting: (term: string, [createdAt, number]: Position): Key => ["find", term, createdAt, number],
  /** Open tickets without an owner; `rank` is 0 for the most urgent. */
  queue: (rank: number, [createdAt, number]: Position): Key => ["queue", rank, createdAt, number],
  /** Claims by when they run out. */
  lease: (until: number, ticket: number): Key => ["lease", until, ticket],
  /** The ticket that was made from something outside, such as `zendesk:1595`. */
  external: (externalId: string): Key => ["external", externalId],

  customer: (email: string): Key => ["customer", email],
  customerEvent: (email: string, revision: number): Key => ["event", "customer", email, revision],
  customerPosting: (term: string, email: string): Key => ["findCustomer", term, email],

  /** `KvU64` counters. */
  count: (status: Status, priority: Priority): Key => ["count", status, priority],
  countUnassigned: ["count", "unassigned"] as Key,
  countCustomers: ["count", "customers"] as Key,

  idempotency: (key: string): Key => ["idempotency", key],
  /** The last commit of a process that writes over KV Connect. */
  commitMark: (writer: string): Key => ["commit", writer],
  /** The change log; its entries' last part is the versionstamp of their commit. */
  changes: ["changes"] as Key,
};

/** What the keys of a range have in common; the rest of each is one part, or a posting's position. */
export const prefixes = {
  tickets: keys.ticket(0).slice(0, -1),
  comments: (ticket: number): Key => keys.comment(ticket, 0).slice(0, -1),
  ticketEvents: (ticket: number): Key => keys.ticketEvent(ticket, 0).slice(0, -1),
  uploads: keys.upload("").slice(0, -1),
  postings: (term: string): Key => keys.posting(term, [0, 0]).slice(0, -2),
  queue: keys.queue(0, [0, 0]).slice(0, -3),
  customers: keys.customer("").slice(0, -1),
  customerEvents: (email: string): Key => keys.customerEvent(email, 0).slice(0, -1),
  customerPostings: (term: string): Key => keys.customerPosting(term, "").slice(0, -1),
  counters: keys.countUnassigned.slice(0, -1),
};

/** Whether the key is one of the `KvU64` counters. */
export function isCounterKey(key: Deno.KvKey): boolean {
  return key[0] === "count";
}
