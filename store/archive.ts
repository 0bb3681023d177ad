/** Data in and out: customers and tickets as wholes, with the ids, times and histories that they have. */

import type { Customer, NewCustomer } from "./customer.ts";
import type { Actor, CustomerEvent, TicketEvent } from "./event.ts";
import type { Comment, DistributiveOmit, NewTicket, Ticket } from "./ticket.ts";

/**
 * The desk as import and export see it. Nothing that is there is ever overwritten, so putting the same twice adds it once.
 * Each item is put by one commit, in which as many others take part as fit.
 */
export interface Archive {
  importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]>;
  /** Their customers must be there already. Without ids they get the next ones, in the order of the list. */
  importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]>;
  /** Puts the bytes of a file that the ticket's `attachments` list. */
  importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult>;
  /** An archive that answers as this one and changes nothing. It takes for granted that the tickets' customers will be there. */
  dryRun(): Archive;
  /** Every customer, by e-mail, a batch in memory at a time. */
  exportCustomers(): AsyncIterable<ArchivedCustomer>;
  /** Every ticket, by id, a batch in memory at a time. The bytes of attachments are read by {@linkcode Tickets.attachment}. */
  exportTickets(): AsyncIterable<ArchivedTicket>;
}

/** A ticket's own fields, without what follows from the customer. */
export type ArchivedTicketFields = DistributiveOmit<Ticket, "account_tier" | "due_at">;

/** A ticket with all there is of it. Putting it into an empty desk gives an equal ticket. */
export interface ArchivedTicket {
  ticket: ArchivedTicketFields;
  comments: Comment[];
  events: TicketEvent[];
}

export interface ArchivedCustomer {
  customer: Customer;
  events: CustomerEvent[];
}

/**
 * A ticket from outside. What is left out gets its default: no id the next one, no times the present, no history a single
 * event `imported`. A history must give the very ticket when it is replayed, and belongs to the id that it names.
 */
export interface TicketToImport {
  ticket: NewTicket & OptionalTicketFields;
  comments?: readonly (Pick<Comment, "author" | "kind" | "body"> & Partial<Comment>)[];
  events?: readonly TicketEvent[];
}

type OptionalTicketFields = Partial<
  { [Field in Exclude<keyof ArchivedTicketFields, keyof NewTicket>]: ArchivedTicketFields[Field] }
>;

export interface CustomerToImport {
  customer: NewCustomer & Partial<Customer>;
  events?: readonly CustomerEvent[];
}

/**
 * What became of an item. `exists`: it, or the ticket with the same external id, is there already. `differs`: something
 * else is there under its id or e-mail. `refused`: it can't be taken as it is. `id` is the ticket's id or the e-mail.
 */
export type ImportResult =
  | { outcome: "added" | "exists"; id: string }
  | { outcome: "differs"; id: string; reason: string }
  | { outcome: "refused"; reason: string };
