/** The desk as its users see it. The Deno KV underneath is `store/kv/`. */

import type { Archive } from "./archive.ts";
import type { Customer, CustomerUpdate, NewCustomer } from "./customer.ts";
import type { Actor, CustomerEvent, RequestRecord, TicketEvent } from "./event.ts";
import type {
  AttachmentInfo,
  Comment,
  CommentKind,
  NewTicket,
  Priority,
  Status,
  Ticket,
  TicketRecord,
  TicketSummary,
  TicketUpdate,
} from "./ticket.ts";

/** A whole desk: what {@linkcode openDesk} gives. */
export interface Desk {
  readonly tickets: Tickets;
  readonly customers: Customers;
  readonly changes: Changes;
  readonly archive: Archive;
  /** What this process has done to the store so far. */
  readonly activity: Activity;
  /** Reads from the store, to see that it answers; throws `unavailable` when it doesn't within a few seconds. */
  check(): Promise<void>;
  /** Waits for the writes under way, then closes the store. Calling it twice is harmless. */
  close(): Promise<void>;
}

/** Counts since the desk was opened. */
export interface Activity {
  commits: number;
  /** Commits that had to be tried again, because another writer came first. */
  conflicts: number;
}

/** Who changes something, and under which conditions. */
export interface ChangeContext {
  by: Actor;
  /** Fails with `stale_revision`, changing nothing, unless the ticket or customer is at this revision. */
  expectedRevision?: number;
  /** A repeat with the same key (within 24 hours) gives the first answer and changes nothing more. */
  idempotencyKey?: string;
  /** Questions that were asked on the way; they go into the event. */
  answers?: readonly RequestRecord[];
}

/** One page of a list. `cursor` asks for the next page; null means there is none. It outlives restarts. */
export interface Page<T> {
  items: T[];
  cursor: string | null;
}

export interface PageRequest {
  /** At most 100; 20 when left out. */
  limit?: number;
  cursor?: string;
}

/**
 * The tickets. Every method that takes an id throws a {@linkcode DeskError} `not_found` with the article's sentence
 * (`Ticket #7 not found.`); every write is one durable commit, with its event. Those that make a row of a list
 * answer with a summary, for which the customer is read; the others with the ticket as it is kept.
 */
export interface Tickets {
  get(id: string): Promise<Ticket>;
  /** The open ones, oldest first (`status` is `open`, not `pending` or `on_hold`). */
  listOpen(limit: number): Promise<OpenTickets>;
  /** The ids that begin with `prefix`, newest first, for completion. */
  completeId(prefix: string, limit: number): Promise<string[]>;
  /**
   * Newest first. Throws `invalid`, saying where and why, when the query can't be read. The work for a page is bounded,
   * so one may hold fewer tickets than asked for, even none, while its cursor says that there may be more.
   */
  search(query: string, page?: PageRequest): Promise<Page<TicketSummary>>;
  listComments(id: string, page?: PageRequest): Promise<Page<Comment>>;
  /** Oldest first. */
  listEvents(id: string, page?: PageRequest): Promise<Page<TicketEvent>>;
  getStats(): Promise<Stats>;

  create(ticket: NewTicket, context: ChangeContext): Promise<TicketSummary>;
  update(id: string, update: TicketUpdate, context: ChangeContext): Promise<TicketSummary>;
  addComment(id: string, comment: { kind: CommentKind; body: string }, context: ChangeContext): Promise<CommentResult>;
  close(id: string, resolution: string, context: ChangeContext): Promise<TicketRecord>;
  reopen(id: string, reason: string, context: ChangeContext): Promise<TicketSummary>;
  escalate(
    id: string,
    escalation: { priority: Priority; reason: string; note: string },
    context: ChangeContext,
  ): Promise<TicketRecord>;
  /** Closes `id` as a duplicate of `into`; `context.expectedRevision` is of `id`. Both change in one commit. */
  merge(id: string, into: string, context: ChangeContext & { expectedIntoRevision?: number }): Promise<TicketSummary>;
  /** Keeps in the history that a person was asked for a change (`context.answers`) and didn't allow it; changes nothing. */
  recordRefusal(id: string, context: ChangeContext): Promise<void>;
  /**
   * The most urgent, longest waiting open ticket without an owner is `assignee`'s for `minutes` (at most a day); null when
   * there is none. Working on it doesn't make the claim longer; closing it or naming an assignee ends it. A claim that runs
   * out ends at once for whoever reads or changes the ticket; counts and searches follow with the next `claimNext`.
   */
  claimNext(claim: { assignee: string; minutes: number }, context: ChangeContext): Promise<TicketSummary | null>;

  attach(
    id: string,
    file: { name: string; type: string; bytes: Uint8Array },
    context: ChangeContext,
  ): Promise<TicketRecord>;
  getAttachment(id: string, name: string): Promise<AttachmentInfo & { bytes: Uint8Array }>;
}

/** The first of the open tickets, and how many there are in all. Readers share it until something in it changes. */
export interface OpenTickets {
  readonly tickets: readonly TicketSummary[];
  readonly total: number;
}

export interface CommentResult {
  ticket: TicketRecord;
  comment: Comment;
}

/** Counts of the whole desk, each kept up to date by the writes: reading them costs the same in any desk. */
export interface Stats {
  total: number;
  by_status: Record<Status, number>;
  /** Of the tickets that are not closed. */
  by_priority: Record<Priority, number>;
  /** Open tickets without an owner. */
  unassigned: number;
  customers: number;
}

/** The customers. Every method that takes an e-mail throws `not_found` for an unknown one: `Customer x@y.z not found.` */
export interface Customers {
  get(email: string): Promise<Customer>;
  /** By words of name, e-mail and `tier:` or `status:`; by e-mail. */
  search(query: string, page?: PageRequest): Promise<Page<Customer>>;
  completeEmail(prefix: string, limit: number): Promise<string[]>;
  listEvents(email: string, page?: PageRequest): Promise<Page<CustomerEvent>>;
  create(customer: NewCustomer, context: ChangeContext): Promise<Customer>;
  update(email: string, update: CustomerUpdate, context: ChangeContext): Promise<Customer>;
  /** Reads as {@linkcode Tickets.recordRefusal} does. */
  recordRefusal(email: string, context: ChangeContext): Promise<void>;
}

/** Something that changed, in this process or in any other on the same store. */
export type Change = { kind: "ticket"; id: string } | { kind: "customer"; email: string };

export interface Changes {
  /** Calls `listener` for every change from now on, within a second; returns how to stop. */
  subscribe(listener: (change: Change) => void): () => void;
}
