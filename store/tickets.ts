/** The calls of the desk for tickets. */

import type { Reason } from "../base/failures/reason.ts";
import type { ChangeContext, Page, PageRequest } from "./calls.ts";
import type { TicketEvent } from "./event.ts";
import type { IncomingMessage, ReceivedMessage } from "./incoming_message.ts";
import type { Report, ReportRequest } from "./report.ts";
import type { TicketSort } from "./settings.ts";
import type {
  AttachmentInfo,
  Comment,
  CommentEdit,
  NewComment,
  NewTicket,
  Priority,
  ShownComment,
  Status,
  Ticket,
  TicketRecord,
  TicketSummary,
  TicketUpdate,
} from "./ticket.ts";

/** A reason why a search has no results: as a sentence, and for programs. */
export interface EmptyReason {
  text: string;
  reason: Reason;
}

/**
 * Reads and changes tickets.
 *
 * Methods that take an id throw {@linkcode DeskError} `not_found` for an unknown one (`Ticket #7 not found.`). Each
 * write is one durable commit that includes its event. Methods that return a summary also read the customer; those that
 * return a record do not.
 */
export interface Tickets {
  /** Reads a ticket. Its attachments include those of the tickets merged into it. */
  get(id: string): Promise<Ticket>;
  /** Lists tickets with status `open` (not `pending` or `on_hold`), oldest first. */
  listOpen(limit: number): Promise<OpenTickets>;
  /** Lists ids that start with `prefix`, newest first. */
  completeId(prefix: string, limit: number): Promise<string[]>;
  /**
   * Searches tickets: the best match first, or the newest first if the query has no words. The work for one page is
   * limited: a page can hold fewer tickets than `limit`, or none, and still have a cursor.
   *
   * @throws {DeskError} `invalid` with the position and the reason if the query cannot be parsed.
   */
  search(query: string, request?: SearchRequest): Promise<SearchPage>;
  /**
   * Finds tickets that are similar to a ticket or a text: solved ones first, without the ticket and its duplicates.
   *
   * @throws {DeskError} `not_found`
   */
  findSimilar(to: { id: string } | { text: string }, limit: number): Promise<SimilarTickets>;
  /** Explains in sentences why a valid query has no results, where that can be known. */
  explainEmptySearch(query: string, request?: Pick<SearchRequest, "getCallerName">): Promise<EmptyReason[]>;
  /** Lists the comments, oldest first, and then those of the tickets merged into this one. */
  listComments(id: string, page?: PageRequest): Promise<Page<ShownComment>>;
  /** Lists the history, oldest first. */
  listEvents(id: string, page?: PageRequest): Promise<Page<TicketEvent>>;
  getStats(): Promise<Stats>;
  /**
   * Counts what happened in a period. It reads the counts of its days, and of the days after it, not tickets.
   *
   * @param quote Marks words of the settings in messages.
   * @throws {DeskError} `invalid` for a period that cannot be parsed, and with the field `group_by` for a grouping.
   */
  getReport(request: ReportRequest, quote?: (words: string) => string): Promise<Report>;

  /**
   * Creates a ticket. If the customer has no account, creates one (`free`) in the same commit.
   *
   * @param options.customerName The name of a new account (default: the local part of the email address).
   */
  create(ticket: NewTicket, context: ChangeContext, options?: { customerName?: string }): Promise<CreatedTicket>;
  /**
   * Changes fields. If the new customer has no account, creates one (`free`) in the same commit.
   *
   * @param options.customerName The name of a new account (default: the local part of the email address).
   */
  update(
    id: string,
    update: TicketUpdate,
    context: ChangeContext,
    options?: { customerName?: string },
  ): Promise<CreatedTicket>;
  /**
   * Adds a comment. A message of the customer opens a pending ticket and reopens a closed one. If it was closed longer ago
   * than the setting `reopen_days`, the message becomes a new ticket, and the comment is a note that links to the old one.
   */
  addComment(id: string, comment: NewComment, context: ChangeContext): Promise<CommentResult>;
  /**
   * Takes in a customer's message from a form or a program: as a message on the ticket that it names, which must be the
   * customer's, or else as a new ticket. `context.idempotencyKey` is kept for a week.
   */
  receive(message: IncomingMessage, context: ChangeContext): Promise<ReceivedMessage>;
  /**
   * Edits or retracts a comment of the ticket. The history keeps the text that it had. Words of customers can only be
   * retracted.
   *
   * @throws {DeskError} `not_found`, or `wrong_state` if the comment cannot change.
   */
  editComment(id: string, comment: number, edit: CommentEdit, context: ChangeContext): Promise<CommentResult>;
  close(id: string, resolution: string, context: ChangeContext): Promise<TicketRecord>;
  reopen(id: string, reason: string, context: ChangeContext): Promise<TicketSummary>;
  /** Returns the ticket as an earlier call with the context's idempotency key escalated it; null if there is none. */
  findEscalated(id: string, reason: string, context: ChangeContext): Promise<TicketRecord | null>;
  /** @param escalation `priority` is null if no one chose it: then it is at least `medium` and never lower than before. */
  escalate(
    id: string,
    escalation: { priority: Priority | null; reason: string; note: string },
    context: ChangeContext,
  ): Promise<TicketRecord>;
  /**
   * Closes `id` as a duplicate of `into`, or of the ticket that `into` itself was merged into, in one commit. The tags are
   * united. `context.expectedRevision` refers to `id`. Later comments and files belong on the target; a reopening leaves a
   * note there.
   */
  merge(id: string, into: string, context: ChangeContext & { expectedIntoRevision?: number }): Promise<TicketSummary>;
  /**
   * Undoes the merge of `id`: gives it the values from before, and removes the tags that the merge added to its target, where
   * no one has changed them since and no other duplicate has them. A note there names the tags.
   *
   * @param into The ticket that it must be merged into, if given: its target, or the last ticket of the chain.
   * @throws {DeskError} `wrong_state` if it is not merged, or into another ticket.
   */
  undoMerge(id: string, into: string | undefined, context: ChangeContext): Promise<UndoneMerge>;
  /** Records that a change was not approved (see `context.requests`). Changes nothing else. */
  recordRefusal(id: string, context: ChangeContext): Promise<void>;
  /**
   * Claims the unassigned open ticket that is due first, for `minutes` (at most a day). Returns null if there is none.
   * Other changes do not extend the claim; closing the ticket or setting an assignee ends it. At its end, the claim is
   * gone for every read and change, with an event of that time.
   */
  claimNext(claim: { assignee: string; minutes: number }, context: ChangeContext): Promise<TicketSummary | null>;

  attach(
    id: string,
    file: { name: string; type: string; bytes: Uint8Array },
    context: ChangeContext,
  ): Promise<TicketRecord>;
  getAttachment(id: string, name: string): Promise<AttachmentInfo & { bytes: Uint8Array }>;
}

/** The place where a ticket matches the words of a query best. */
export interface TicketMatch {
  /** The name of the field, such as `description` or `comment 3`. */
  field: string;
  /** At most 160 characters on one line around the words; null for fields that lists of tickets show. */
  excerpt: string | null;
  by: "customer" | "team";
}

/** A ticket that a search found. */
export type FoundTicket = TicketSummary & {
  /** Absent if the query has no words, or names the ticket. */
  match?: TicketMatch;
};

/** The page, the order and the caller of a search. */
export interface SearchRequest extends PageRequest {
  /** Wins over the order in the query, or of a view in it. */
  sort?: TicketSort | undefined;
  /** Returns the name of the caller, who is "me" in the query. */
  getCallerName?: (() => string) | undefined;
}

/** A page of results. */
export interface SearchPage extends Page<FoundTicket> {
  /** Words that occur in no ticket, and the similar words that were searched instead. */
  corrections: readonly { word: string; searched: string }[];
}

/** Similar tickets, the best match first. */
export type SimilarTickets = Pick<Page<TicketSummary>, "items" | "damaged">;

/** The first open tickets and the total. Readers share this object until one of the tickets changes. */
export interface OpenTickets extends Pick<Page<never>, "damaged"> {
  readonly tickets: readonly TicketSummary[];
  readonly total: number;
}

/** A new ticket, and the name of the account that it created, if it created one. */
export type CreatedTicket = TicketSummary & { createdAccount?: string };

/** An undone merge. */
export interface UndoneMerge {
  ticket: TicketSummary;
  /** The former target. */
  into: string;
  /** The tags that the merge added to the target: those that it lost, and those that it keeps. */
  tags: { removed: string[]; kept: string[] };
}

export interface CommentResult {
  ticket: TicketRecord;
  comment: Comment;
}

/** Counts of the whole desk. Writes maintain most of them, and the others are limited: reading is cheap at any size. */
export interface Stats {
  total: number;
  by_status: Record<Status, number>;
  /** Counts only tickets that are not closed. */
  by_priority: Record<Priority, number>;
  /** Tickets with status open and without an assignee that are not snoozed. */
  unassigned: number;
  unassigned_by_priority: Record<Priority, number>;
  /** Tickets in which the customer wrote last, without `pending` ones. This and the next two numbers leave out snoozed tickets. */
  waiting: number;
  /** Tickets whose due time is over. */
  overdue: number;
  /** Tickets that are due later today, in the time zone of reports. */
  due_today: number;
  /** Tickets that are out of the queues until a time, and the open ones among them. */
  snoozed: number;
  snoozed_open: number;
  customers: number;
}
