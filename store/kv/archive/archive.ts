import type {
  Archive,
  ArchivedArticle,
  ArchivedCustomer,
  ArchivedTicket,
  CustomerToImport,
  ImportResult,
  TicketToImport,
} from "../../archive.ts";
import type { Customer, Tier } from "../../customer.ts";
import { DeskError, PartialImportError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import type { SettingsRevision } from "../../settings.ts";
import { parseArchivedCustomer, parseArchivedTicket } from "../../rules/archive/mod.ts";
import { parseEmailAddress } from "../../rules/customers/mod.ts";
import { toTicketNumber } from "../../rules/tickets/mod.ts";
import type { CommitOptions, Commits, Rule, Store } from "../commit/mod.ts";
import { getAll } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { createMissingAccountError } from "../ticket_changes/mod.ts";
import {
  readArchivedArticles,
  readArchivedCustomer,
  readArchivedCustomers,
  readArchivedTickets,
  readCustomerTickets,
} from "./archive_reads.ts";
import { importArticle } from "./article_import.ts";
import { importAttachment } from "./attachment_import.ts";
import { importCustomer } from "./customer_import.ts";
import { importSettings } from "./settings_import.ts";
import { importTicket } from "./ticket_import.ts";

/** {@linkcode Archive} on the key-value store. */
export class KvArchive implements Archive {
  readonly #store: Store;
  readonly #isDryRun: boolean;
  readonly #waitForIndex: () => Promise<void>;

  /** @param options.waitForIndex Waits if the index is far behind. */
  constructor(
    store: Store,
    { isDryRun = false, waitForIndex = () => Promise.resolve() }: {
      isDryRun?: boolean;
      waitForIndex?: () => Promise<void>;
    } = {},
  ) {
    this.#waitForIndex = waitForIndex;
    this.#store = isDryRun ? { ...store, commits: new DryRun(store.commits) } : store;
    this.#isDryRun = isDryRun;
  }

  dryRun(): Archive {
    return new KvArchive(this.#store, { isDryRun: true });
  }

  importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]> {
    return settle(
      customers.map((item) =>
        toImportResult(() => importCustomer(this.#store, item, parseArchivedCustomer(item, this.#store.now()), by))
      ),
    );
  }

  async importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]> {
    await this.#waitForIndex();
    const known = await this.#readKnownCustomers(tickets);
    return await settle(tickets.map((item) =>
      toImportResult(() => {
        const ticket = parseArchivedTicket(item, this.#store.now());
        const { customer } = ticket.record;
        const tier = known.get(customer);
        if (!this.#isDryRun && tier === undefined) throw createMissingAccountError(customer);
        return importTicket(this.#store, item, ticket, { by, tier: tier ?? "free", isDryRun: this.#isDryRun });
      })
    ));
  }

  importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return toImportResult(() => importAttachment(this.#store, toTicketNumber(ticketId), file));
  }

  importArticles(articles: readonly ArchivedArticle[]): Promise<ImportResult[]> {
    return settle(articles.map((article) => toImportResult(() => importArticle(this.#store, article))));
  }

  importSettings(revisions: readonly SettingsRevision[]): Promise<ImportResult> {
    return toImportResult(() => importSettings(this.#store, revisions));
  }

  async exportSettings(): Promise<SettingsRevision[]> {
    const entries = this.#store.kv.list<SettingsRevision>({ prefix: prefixes.settingsRevisions });
    return await Array.fromAsync(entries, ({ value }) => value);
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

  exportCustomerTickets(email: string): AsyncIterable<ArchivedTicket> {
    return readCustomerTickets(this.#store.kv, parseEmailAddress(email));
  }

  exportTickets(): AsyncIterable<ArchivedTicket> {
    return readArchivedTickets(this.#store.kv);
  }

  /** Reads the tiers of the customers that exist. Each commit checks again: one may be erased in the meantime. */
  async #readKnownCustomers(tickets: readonly TicketToImport[]): Promise<Map<string, Tier>> {
    const emails = [...new Set(tickets.map(({ ticket }) => ticket.customer.trim().toLowerCase()))];
    const customers = await getAll<Customer>(this.#store.kv, emails.map(keys.customer));
    return new Map(customers.flatMap((customer) => customer === null ? [] : [[customer.email, customer.account_tier]]));
  }
}

/**
 * Waits for all items, also if one fails: some of the others are imported nevertheless.
 *
 * @throws {PartialImportError} With the first error.
 */
async function settle(items: readonly Promise<ImportResult>[]): Promise<ImportResult[]> {
  const settled = await Promise.allSettled(items);
  const failed = settled.find(({ status }) => status === "rejected");
  const results = settled.flatMap((item) => item.status === "fulfilled" ? [item.value] : []);
  if (failed?.status !== "rejected") return results;
  throw new PartialImportError(results.filter(({ outcome }) => outcome === "added").length, failed.reason);
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

/** Runs rules on the stored data and returns their results, but writes nothing. */
class DryRun implements Commits {
  constructor(private readonly commits: Commits) {}

  async commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T> {
    try {
      // A rule that throws stages nothing, so the result is thrown.
      return await this.commits.commit<never>(async (transaction) => {
        throw new DryRunResult(await rule(transaction));
      }, options);
    } catch (thrown) {
      if (thrown instanceof DryRunResult) return thrown.value as T;
      throw thrown;
    }
  }
}

class DryRunResult {
  constructor(readonly value: unknown) {}
}
