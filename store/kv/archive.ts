/** Data in and out of Deno KV. */

import type { Archive, ArchivedCustomer, ArchivedTicket, CustomerToPut, PutResult, TicketToPut } from "../archive.ts";
import { DeskError } from "../errors.ts";
import type { Actor } from "../event.ts";
import { checkedCustomer } from "../rules/archived_customer.ts";
import { checkedTicket } from "../rules/archived_ticket.ts";
import { ticketNumber } from "../rules/ticket_id.ts";
import { archivedCustomers, archivedTickets } from "./archive_reads.ts";
import { putAttachment } from "./attachment_import.ts";
import { putCustomer } from "./customer_import.ts";
import { keys } from "./keys.ts";
import { getAll } from "./reading.ts";
import { Rehearsal } from "./rehearsal.ts";
import type { Store } from "./store.ts";
import { withoutAccount } from "./ticket_creation.ts";
import { putTicket } from "./ticket_import.ts";

/** {@linkcode Archive} in Deno KV. */
export class KvArchive implements Archive {
  readonly #store: Store;
  readonly #rehearses: boolean;

  constructor(store: Store, { rehearses = false } = {}) {
    this.#store = rehearses ? { ...store, commits: new Rehearsal(store.commits) } : store;
    this.#rehearses = rehearses;
  }

  rehearsal(): Archive {
    return new KvArchive(this.#store, { rehearses: true });
  }

  putCustomers(customers: readonly CustomerToPut[], by: Actor): Promise<PutResult[]> {
    return Promise.all(
      customers.map((item) =>
        result(() => putCustomer(this.#store, item, checkedCustomer(item, this.#store.now()), by))
      ),
    );
  }

  async putTickets(tickets: readonly TicketToPut[], by: Actor): Promise<PutResult[]> {
    const known = await this.#knownCustomers(tickets);
    return await Promise.all(tickets.map((item) =>
      result(() => {
        const ticket = checkedTicket(item, this.#store.now());
        const { customer } = ticket.record;
        if (!this.#rehearses && !known.has(customer)) throw withoutAccount(customer);
        return putTicket(this.#store, item, ticket, by);
      })
    ));
  }

  putAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<PutResult> {
    return result(() => putAttachment(this.#store, ticketNumber(ticketId), file));
  }

  customers(): AsyncIterable<ArchivedCustomer> {
    return archivedCustomers(this.#store.kv);
  }

  tickets(): AsyncIterable<ArchivedTicket> {
    return archivedTickets(this.#store.kv);
  }

  /** No operation deletes a customer, so those who are there now will still be when the tickets are put. */
  async #knownCustomers(tickets: readonly TicketToPut[]): Promise<Set<string>> {
    const emails = [...new Set(tickets.map(({ ticket }) => ticket.customer.trim().toLowerCase()))];
    const customers = await getAll(this.#store.kv, emails.map(keys.customer));
    return new Set(emails.filter((_email, index) => customers[index] !== null));
  }
}

/** A failure that is the item's own refuses the item; one of the store ends the whole. */
async function result(put: () => Promise<PutResult>): Promise<PutResult> {
  try {
    return await put();
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") {
      return { outcome: "refused", reason: error.message };
    }
    throw error;
  }
}
