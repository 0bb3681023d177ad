/** Import and export of complete customers and tickets, with their ids, times and histories. */

import type { Customer, NewCustomer } from "./customer.ts";
import type { Actor, CustomerEvent, TicketEvent, TicketState } from "./event.ts";
import type { ArticleRevision } from "./knowledge.ts";
import type { SettingsRevision } from "./settings.ts";
import type {
  Comment,
  CustomState,
  DistributiveOmit,
  NewTicket,
  Ticket,
  TicketLink,
  TicketRecord,
  Waits,
} from "./ticket.ts";

/**
 * Imports into and exports from a desk. Imports are idempotent and never overwrite anything. Each item is one atomic
 * change; one commit holds as many items as fit. If the store fails, imports of several items throw a
 * `PartialImportError` with the number of those that were imported.
 */
export interface Archive {
  importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]>;
  /**
   * Imports tickets. Their customers must exist. Tickets without an id get the next ids, in list order; those of a later call
   * come after them, even if it does not wait for this one.
   */
  importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]>;
  /**
   * Completes the links of imported tickets: the other ticket gets the link as well. A link that it cannot get is removed. One
   * that leads to no ticket becomes unresolved.
   *
   * @param ids The ids of tickets that were imported with links.
   * @returns The links that were removed or became unresolved.
   */
  completeLinks(ids: readonly string[], by: Actor): Promise<LeftLink[]>;
  /**
   * Adds unresolved links whose other ticket exists now to both tickets.
   *
   * @returns Those that the tickets cannot have. They are removed.
   */
  resolveLinks(by: Actor): Promise<LeftLink[]>;
  /** Returns those of the ids that no ticket has. */
  listMissing(ids: readonly string[]): Promise<string[]>;
  /** Stores the bytes of a file listed in the ticket's `attachments`. */
  importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult>;
  /** Returns an archive that reports the same results but writes nothing. It remembers what it would have written. */
  dryRun(): Archive;
  /** Imports the history of the settings, whose last revision is the current one, into a desk without settings. */
  importSettings(revisions: readonly SettingsRevision[]): Promise<ImportResult>;
  /** Imports articles with their histories. */
  importArticles(articles: readonly ArchivedArticle[]): Promise<ImportResult[]>;
  /** Iterates all articles by number, which is the order of their creation. Holds few in memory. */
  exportArticles(): AsyncIterable<ArchivedArticle>;
  /** Reads every revision of the settings, oldest first. */
  exportSettings(): Promise<SettingsRevision[]>;
  /** Iterates all customers by email address. Holds one batch in memory. */
  exportCustomers(): AsyncIterable<ArchivedCustomer>;
  /**
   * Reads one customer.
   *
   * @throws {DeskError} `invalid` or `not_found`
   */
  exportCustomer(email: string): Promise<ArchivedCustomer>;
  /** Reads the comments that a customer wrote in tickets of other customers. */
  exportWrittenComments(email: string): Promise<WrittenComment[]>;
  /**
   * Reads the words in tickets that were a customer's, and became another customer's, and the messages that earlier versions made
   * descriptions of other customers' tickets.
   */
  exportFormerTickets(email: string): Promise<FormerTicket[]>;
  /** Iterates the tickets of one customer by id, like {@linkcode Archive.exportTickets}. */
  exportCustomerTickets(email: string): AsyncIterable<ArchivedTicket>;
  /** Iterates all tickets by id. Holds one batch in memory. Read attachments with {@linkcode Tickets.getAttachment}. */
  exportTickets(): AsyncIterable<ArchivedTicket>;
}

/** A link that an import did not add. */
export interface LeftLink {
  /** The ticket whose file has it. */
  id: string;
  link: TicketLink;
  /** Null if it is unresolved: the other ticket does not exist yet. */
  reason: string | null;
}

/** A ticket's own fields, without those derived from its customer. */
export type ArchivedTicketFields =
  & DistributiveOmit<Ticket, "account_tier" | "due_at" | "due_for" | "waiting" | "links" | "custom" | keyof Waits>
  & Waits
  & CustomState
  & Pick<TicketRecord, "links" | "unresolved_links" | "continued_in">;

/** A complete ticket. Importing it into an empty desk recreates it exactly. */
export interface ArchivedTicket {
  ticket: ArchivedTicketFields;
  comments: Comment[];
  events: TicketEvent[];
}

/** An article with its revisions, oldest first. The last one is the current one. */
export interface ArchivedArticle {
  id: string;
  revisions: readonly Omit<ArticleRevision, "id">[];
}

/** A comment of a customer in a ticket of another one. */
export interface WrittenComment extends Comment {
  ticket_id: string;
  /** The texts that it had before it was edited or retracted, oldest first. */
  earlier_texts?: string[];
}

/** The words in the history of a ticket that are a customer's, who is not its customer: from the time when it was theirs. */
export interface FormerTicket {
  ticket_id: string;
  /** Oldest first, with the fields that each change wrote. */
  changes: (FormerTexts & { at: string })[];
}
export type FormerTexts = Partial<
  Pick<TicketState, "subject" | "description" | "resolution" | "escalation" | "custom">
>;

export interface ArchivedCustomer {
  customer: Customer;
  events: CustomerEvent[];
}

/**
 * A ticket to import. Missing fields get defaults: the next id, the current time, and a history of one `imported`
 * event. A history must replay to exactly this ticket and requires its id.
 */
export interface TicketToImport {
  ticket: NewTicket & OptionalTicketFields;
  comments?: readonly (Pick<Comment, "author" | "kind" | "body"> & Partial<Comment>)[];
  events?: readonly TicketEvent[];
  /** An earlier version wrote the file. It imported the customer's messages as replies. */
  isOfEarlierVersion?: boolean;
}

type OptionalTicketFields = Partial<
  { [Field in Exclude<keyof ArchivedTicketFields, keyof NewTicket>]: ArchivedTicketFields[Field] }
>;

export interface CustomerToImport {
  customer: NewCustomer & Partial<Customer>;
  events?: readonly CustomerEvent[];
}

/**
 * The result for one item. `exists`: the item, or a ticket with the same external id, already exists. `differs`:
 * another item has this id or email address. `refused`: the item is invalid. `id` is the id of the ticket or article, or
 * the email address.
 */
export type ImportResult =
  | { outcome: "added" | "exists"; id: string }
  | { outcome: "differs"; id: string; reason: string }
  | { outcome: "refused"; reason: string };
