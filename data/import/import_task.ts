/** One import: batches and counts. */

import type { Actor, Archive, CustomerToImport, ImportResult } from "../../store/mod.ts";
import { Batch } from "./batch.ts";
import { type Count, countAdded, createCounts, type ImportCounts } from "./import_summary.ts";
import type { ProgressMeter } from "../files/mod.ts";
import type { KnownAccounts } from "./known_accounts.ts";
import { References } from "./references.ts";
import type { AttachmentRow, Row, SettingsRow, SourceLocation, TicketRow } from "../rows/mod.ts";

/** The desk that receives the rows. */
export type ImportTarget = Pick<
  Archive,
  | "importSettings"
  | "importArticles"
  | "importCustomers"
  | "importTickets"
  | "importAttachment"
  | "completeLinks"
  | "resolveLinks"
  | "listMissing"
>;

export interface ImportOptions {
  /** The importer, for the history. */
  by: Actor;
  /** Called for each row that is refused. */
  onRefused(place: SourceLocation, reason: string): void;
  /** Called for each row that is changed to fit. */
  onRemark(place: SourceLocation, text: string): void;
  /** The names of the desk's custom fields, which columns of tables may have (default: none). */
  customFields?: readonly string[];
  /** Receives the progress. Its signal ends the import between tickets. */
  meter: ProgressMeter;
}

/** Collects rows into batches, imports and counts them. */
export class ImportTask {
  readonly summary: ImportCounts = createCounts();
  readonly #archive: ImportTarget;
  readonly #options: ImportOptions;
  readonly #known: KnownAccounts;
  #batch = new Batch();
  /** Resolves when all batches are imported. The tickets of one are imported while the next one is prepared. */
  #imported: Promise<void> = Promise.resolve();
  readonly #references: References;

  constructor(archive: ImportTarget, known: KnownAccounts, options: ImportOptions) {
    this.#archive = archive;
    this.#known = known;
    this.#options = options;
    this.#references = new References(archive, options.by, (place, text) => {
      this.summary.remarks += 1;
      options.onRemark(place, text);
    });
  }

  /** @returns True if the batch should be imported now. */
  addRow(row: Row): boolean {
    switch (row.kind) {
      case "refused":
        this.summary.refused += 1;
        return this.#batch.addReport(row.place, () => this.#options.onRefused(row.place, row.reason));
      case "remark":
        this.summary.remarks += 1;
        return this.#batch.addReport(row.place, () => this.#options.onRemark(row.place, row.text));
      default:
        return this.#batch.add(row);
    }
  }

  /** Imports the batch. Resolves when only its tickets are missing, and all of the batches before are imported. */
  async importBatch(): Promise<void> {
    const batch = this.#batch;
    const earlier = this.#imported;
    this.#batch = new Batch();
    if (batch.settings) await earlier;
    const withoutAccount = await this.#prepare(batch);
    this.#imported = this.#importRest(batch, withoutAccount, earlier);
    this.#imported.catch(() => {}); // awaited by the next batch, or at the end
    await earlier;
  }

  /** Waits for the tickets of all batches. */
  async finish(): Promise<void> {
    await this.#imported;
  }

  /** Completes what tickets say of others, once all of them are imported. */
  async completeReferences(): Promise<void> {
    await this.#references.completeLinks();
    if (!this.#options.meter.signal?.aborted) await this.#references.reportMissingTargets();
  }

  /** Reports what is known about rows that are not imported. */
  reportRest(): void {
    this.#batch.report();
  }

  /**
   * Imports what tickets need.
   *
   * @returns The reasons why accounts could not be created, by email address.
   */
  async #prepare(batch: Batch): Promise<Map<string, string>> {
    try {
      if (batch.settings) await this.#importSettings(batch, batch.settings);
      await this.#importArticles(batch);
      await this.#importCustomers(batch);
      return await this.#createAccounts(batch.tickets);
    } catch (error) {
      batch.report();
      throw error;
    }
  }

  /** Imports the tickets, and what needs them. Counts and reports them after the batches before. */
  async #importRest(batch: Batch, withoutAccount: Map<string, string>, earlier: Promise<void>): Promise<void> {
    try {
      await this.#importTickets(batch, withoutAccount, earlier.catch(() => {}));
      if (batch.attachment) await this.#importAttachment(batch, batch.attachment);
    } finally {
      batch.report();
    }
  }

  async #importSettings(batch: Batch, { place, revisions }: SettingsRow): Promise<void> {
    this.#count(batch, place, this.summary.settings, await this.#archive.importSettings(revisions));
  }

  async #importArticles(batch: Batch): Promise<void> {
    if (batch.articles.length === 0) return;
    const importing = this.#archive.importArticles(batch.articles.map(({ article }) => article));
    const results = await importing.catch(countAdded(this.summary.articles));
    batch.articles.forEach(({ place }, index) => this.#count(batch, place, this.summary.articles, results[index]!));
  }

  async #importCustomers(batch: Batch): Promise<void> {
    const rows = batch.customers;
    if (rows.length === 0) return;
    const results = await this.#importAccounts(rows.map(({ customer }) => customer));
    rows.forEach(({ place, mayDiffer }, index) => {
      const result = results[index]!;
      this.#count(batch, place, this.summary.customers, result, mayDiffer);
      if (result.outcome !== "refused") this.#known.add(result.id);
    });
  }

  /**
   * Creates missing accounts of the tickets' customers from the first ticket of each.
   *
   * @returns The reasons why accounts could not be created, by email address.
   */
  async #createAccounts(rows: readonly TicketRow[]): Promise<Map<string, string>> {
    const missing = new Map<string, CustomerToImport>();
    for (const { account } of rows) {
      const email = normalizeAddress(account);
      if (!this.#known.has(email) && !missing.has(email)) missing.set(email, account);
    }
    const results = missing.size === 0 ? [] : await this.#importAccounts([...missing.values()]);
    const reasons = new Map<string, string>();
    [...missing.keys()].forEach((email, index) => {
      const result = results[index]!;
      if (result.outcome === "refused") reasons.set(email, result.reason);
      else this.#known.add(email);
      if (result.outcome === "added") this.summary.customers.added += 1;
    });
    return reasons;
  }

  async #importTickets(
    batch: Batch,
    withoutAccount: ReadonlyMap<string, string>,
    earlier: Promise<void>,
  ): Promise<void> {
    const possible = batch.tickets.filter(({ place, account }) => {
      const reason = withoutAccount.get(normalizeAddress(account));
      if (reason !== undefined) this.#refuse(batch, place, reason);
      return reason === undefined;
    });
    const importing = possible.length === 0
      ? Promise.resolve([])
      : this.#archive.importTickets(possible.map(({ ticket }) => ticket), this.#options.by);
    importing.catch(() => {}); // awaited below
    await earlier;
    const results = await importing.catch(countAdded(this.summary.tickets));
    possible.forEach(({ place, ticket }, index) => {
      const result = results[index]!;
      this.#count(batch, place, this.summary.tickets, result);
      if (result.outcome === "added") this.summary.comments += ticket.comments?.length ?? 0;
      const isHere = result.outcome === "added" || result.outcome === "exists";
      if (isHere) this.#references.add(result, ticket.ticket, place);
    });
  }

  async #importAccounts(accounts: readonly CustomerToImport[]): Promise<ImportResult[]> {
    const importing = this.#archive.importCustomers(accounts, this.#options.by);
    return await importing.catch(countAdded(this.summary.customers));
  }

  async #importAttachment(batch: Batch, { place, ticketId, file }: AttachmentRow): Promise<void> {
    this.#count(batch, place, this.summary.attachments, await this.#archive.importAttachment(ticketId, file));
  }

  #count(batch: Batch, place: SourceLocation, count: Count, result: ImportResult, mayDiffer = false): void {
    const refused = result.outcome === "refused" || (result.outcome === "differs" && !mayDiffer);
    if (refused) this.#refuse(batch, place, result.reason);
    else count[result.outcome === "added" ? "added" : "existing"] += 1;
  }

  #refuse(batch: Batch, place: SourceLocation, reason: string): void {
    this.summary.refused += 1;
    batch.addReport(place, () => this.#options.onRefused(place, reason));
  }
}

/** Normalizes an address like the desk. */
function normalizeAddress({ customer }: CustomerToImport): string {
  return customer.email.trim().toLowerCase();
}
