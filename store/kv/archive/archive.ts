import type {
  Archive,
  ArchivedArticle,
  ArchivedCustomer,
  ArchivedTicket,
  CustomerToImport,
  FormerTicket,
  ImportResult,
  LeftLink,
  TicketToImport,
  WrittenComment,
} from "../../archive.ts";
import { parseMailbox } from "../../../base/text/mailbox.ts";
import { DeskError, PartialImportError } from "../../errors.ts";
import { fillIn } from "../../fields/mod.ts";
import type { Actor } from "../../event.ts";
import type { CustomFields, SettingsRevision } from "../../settings.ts";
import { correctMisreadMessages, parseArchivedCustomer, parseArchivedTicket } from "../../rules/archive/mod.ts";
import { parseEmailAddress } from "../../rules/customers/mod.ts";
import { toTicketNumber } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store } from "../commit/mod.ts";
import { getAll } from "../port/mod.ts";
import { isForeignKey, keys, prefixes } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";
import { createMissingAccountError, requireNextNumber } from "../ticket_changes/mod.ts";
import {
  readArchivedArticles,
  readArchivedCustomer,
  readArchivedCustomers,
  readArchivedTickets,
  readCustomerTickets,
  readWrittenComments,
} from "./archive_reads.ts";
import { completeLinks, resolveLinks } from "./complete_links.ts";
import { createDryRun } from "./dry_run.ts";
import { readFormerTickets } from "./former_tickets.ts";
import { ImportedAccounts } from "./imported_accounts.ts";
import { importArticle } from "./article_import.ts";
import { importAttachment } from "./attachment_import.ts";
import { importCustomer } from "./customer_import.ts";
import { importSettings } from "./settings_import.ts";
import { importTicket } from "./ticket_import.ts";

/** {@linkcode Archive} on the key-value store. */
export class KvArchive implements Archive {
  readonly #store: Store;
  readonly #waitForIndex: () => Promise<void>;
  readonly #accounts: ImportedAccounts;
  /** Resolves when every ticket of the last call has started. */
  #started: Promise<void> = Promise.resolve();

  /** @param options.waitForIndex Waits if the index is far behind. */
  constructor(
    store: Store,
    { waitForIndex = () => Promise.resolve() }: { waitForIndex?: () => Promise<void> } = {},
  ) {
    this.#waitForIndex = waitForIndex;
    this.#store = store;
    this.#accounts = new ImportedAccounts(store.kv);
  }

  dryRun(): Archive {
    return new KvArchive(createDryRun(this.#store));
  }

  importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]> {
    return importAll(
      customers,
      (item) => importCustomer(this.#store, item, parseArchivedCustomer(item, this.#store.now()), by),
    );
  }

  async importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]> {
    const { promise, resolve: onStarted } = Promise.withResolvers<void>();
    const earlier = this.#started;
    this.#started = promise;
    try {
      await earlier;
      return await this.#importInTurn(tickets, by, onStarted);
    } finally {
      onStarted();
    }
  }

  async #importInTurn(tickets: readonly TicketToImport[], by: Actor, onStarted: () => void): Promise<ImportResult[]> {
    await this.#waitForIndex();
    await requireNextNumber(this.#store);
    const known = await this.#accounts.read(
      tickets.map(({ ticket }) => parseMailbox(ticket.customer).address.toLowerCase()),
    );
    const hasCustom = tickets.some(({ ticket }) => ticket.custom !== undefined);
    const fields = hasCustom ? (await readSettings(this.#store.kv)).fields : {};
    const importItem = (item: TicketToImport) => {
      const given = resolveCustom(item, fields);
      const ticket = parseArchivedTicket(given, this.#store.now());
      const account = known.get(ticket.record.customer);
      if (account === undefined) throw createMissingAccountError(ticket.record.customer);
      const corrected = item.isOfEarlierVersion ? correctMisreadMessages(ticket, account.value!) : ticket;
      return importTicket(this.#store, given, corrected, { by, account });
    };
    return await importAll(tickets, importItem, onStarted);
  }

  completeLinks(ids: readonly string[], by: Actor): Promise<LeftLink[]> {
    return completeLinks(this.#store, ids, by);
  }

  resolveLinks(by: Actor): Promise<LeftLink[]> {
    return resolveLinks(this.#store, by);
  }

  async listMissing(ids: readonly string[]): Promise<string[]> {
    const tickets = await getAll<TicketRecord>(this.#store.kv, ids.map((id) => keys.ticket(Number(id))));
    return ids.filter((_, index) => tickets[index] === null);
  }

  importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return toImportResult(() => importAttachment(this.#store, toTicketNumber(ticketId), file));
  }

  importArticles(articles: readonly ArchivedArticle[]): Promise<ImportResult[]> {
    return importAll(articles, (article) => importArticle(this.#store, article));
  }

  importSettings(revisions: readonly SettingsRevision[]): Promise<ImportResult> {
    return toImportResult(() => importSettings(this.#store, revisions));
  }

  async exportSettings(): Promise<SettingsRevision[]> {
    const entries = this.#store.kv.list<SettingsRevision>({ prefix: prefixes.settingsRevisions });
    const all = await Array.fromAsync(entries);
    return all.filter(({ key }) => !isForeignKey(key)).map(({ value }) => value);
  }

  exportArticles(): AsyncIterable<ArchivedArticle> {
    return readArchivedArticles(this.#store.kv);
  }

  exportCustomers(): AsyncIterable<ArchivedCustomer> {
    return readArchivedCustomers(this.#store.kv);
  }

  exportCustomer(email: string): Promise<ArchivedCustomer> {
    return readArchivedCustomer(this.#store.kv, parseEmailAddress(email));
  }

  exportWrittenComments(email: string): Promise<WrittenComment[]> {
    return readWrittenComments(this.#store.kv, parseEmailAddress(email));
  }

  exportFormerTickets(email: string): Promise<FormerTicket[]> {
    return readFormerTickets(this.#store, parseEmailAddress(email));
  }

  exportCustomerTickets(email: string): AsyncIterable<ArchivedTicket> {
    return readCustomerTickets(this.#store.kv, parseEmailAddress(email));
  }

  exportTickets(): AsyncIterable<ArchivedTicket> {
    return readArchivedTickets(this.#store.kv);
  }
}

/**
 * Gives the custom fields of a ticket without a history the form that the settings say. A history has its own values, which
 * may be older than the settings.
 */
function resolveCustom(item: TicketToImport, fields: CustomFields): TicketToImport {
  const { custom, fixed_fields: _computed, ...ticket } = item.ticket;
  if (custom === undefined || (item.events ?? []).length > 0) return item;
  return { ...item, ticket: { ...ticket, ...fillIn(custom, fields, false) } };
}

/** The items that are imported at the same time: enough for two commits. More would only take memory. */
const AT_A_TIME = 200;

/**
 * Imports items in their order. Waits for all of them, even if one fails: some of the others are imported nevertheless.
 *
 * @param onStarted Called when the last item has started.
 * @throws {PartialImportError} With the first error.
 */
async function importAll<T>(
  items: readonly T[],
  importItem: (item: T) => Promise<ImportResult>,
  onStarted: () => void = () => {},
): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  const errors: unknown[] = [];
  let next = 0;
  const importRest = async () => {
    while (next < items.length) {
      const index = next++;
      try {
        const result = toImportResult(() => importItem(items[index]!));
        if (next === items.length) onStarted();
        results[index] = await result;
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, items.length) }, importRest));
  if (errors.length === 0) return results;
  throw new PartialImportError(results.filter(({ outcome }) => outcome === "added").length, errors[0]);
}

/** Imports an item. An error of the item becomes its result; an error of the store ends the import. */
async function toImportResult(importItem: () => Promise<ImportResult>): Promise<ImportResult> {
  try {
    return await importItem();
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") {
      return { outcome: "refused", reason: error.message };
    }
    throw error;
  }
}
