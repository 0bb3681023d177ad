/** Data in and out of Deno KV. */

import type {
  Archive,
  ArchivedCustomer,
  ArchivedTicket,
  CustomerToImport,
  ImportResult,
  TicketToImport,
} from "../../archive.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { parseArchivedCustomer } from "../../rules/archive/customer.ts";
import { parseArchivedTicket } from "../../rules/archive/ticket.ts";
import { toTicketNumber } from "../../rules/tickets/ticket_id.ts";
import { readArchivedCustomers, readArchivedTickets } from "./archive_reads.ts";
import { importAttachment } from "./attachment_import.ts";
import { importCustomer } from "./customer_import.ts";
import { keys } from "../schema/keys.ts";
import { getAll } from "../port/batch_reads.ts";
import { DryRun } from "../commit/dry_run.ts";
import type { Store } from "../commit/store.ts";
import { createMissingAccountError } from "../ticket_changes/ticket_creation.ts";
import { importTicket } from "./ticket_import.ts";

/** {@linkcode Archive} in Deno KV. */
export class KvArchive implements Archive {
  readonly #store: Store;
  readonly #rehearses: boolean;

  constructor(store: Store, { rehearses = false } = {}) {
    this.#store = rehearses ? { ...store, commits: new DryRun(store.commits) } : store;
    this.#rehearses = rehearses;
  }

  dryRun(): Archive {
    return new KvArchive(this.#store, { rehearses: true });
  }

  importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]> {
    return Promise.all(
      customers.map((item) =>
        toImportResult(() => importCustomer(this.#store, item, parseArchivedCustomer(item, this.#store.now()), by))
      ),
    );
  }

  async importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]> {
    const known = await this.#knownCustomers(tickets);
    return await Promise.all(tickets.map((item) =>
      toImportResult(() => {
        const ticket = parseArchivedTicket(item, this.#store.now());
        const { customer } = ticket.record;
        if (!this.#rehearses && !known.has(customer)) throw createMissingAccountError(customer);
        return importTicket(this.#store, item, ticket, by);
      })
    ));
  }

  importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return toImportResult(() => importAttachment(this.#store, toTicketNumber(ticketId), file));
  }

  exportCustomers(): AsyncIterable<ArchivedCustomer> {
    return readArchivedCustomers(this.#store.kv);
  }

  exportTickets(): AsyncIterable<ArchivedTicket> {
    return readArchivedTickets(this.#store.kv);
  }

  /** No operation deletes a customer, so those who are there now will still be when the tickets are put. */
  async #knownCustomers(tickets: readonly TicketToImport[]): Promise<Set<string>> {
    const emails = [...new Set(tickets.map(({ ticket }) => ticket.customer.trim().toLowerCase()))];
    const customers = await getAll(this.#store.kv, emails.map(keys.customer));
    return new Set(emails.filter((_email, index) => customers[index] !== null));
  }
}

/** A failure that is the item's own refuses the item; one of the store ends the whole. */
async function toImportResult(put: () => Promise<ImportResult>): Promise<ImportResult> {
  try {
    return await put();
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") {
      return { outcome: "refused", reason: error.message };
    }
    throw error;
  }
}
