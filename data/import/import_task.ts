/** One import: batches and counts. */

import { type Actor, type Archive, type CustomerToImport, DeskError, type ImportResult } from "../../store/mod.ts";
import { Batch } from "./batch.ts";
import { DataError, type ProgressMeter } from "../files/mod.ts";
import type { KnownAccounts } from "./known_accounts.ts";
import type { AttachmentRow, CustomerRow, Row, SettingsRow, SourceLocation, TicketRow } from "../rows/mod.ts";

export interface ImportOptions {
  /** The importer, for the history. */
  by: Actor;
  /** Called for each row that is refused. */
  onRefused(place: SourceLocation, reason: string): void;
  /** Called for each row that is changed to fit. */
  onRemark(place: SourceLocation, text: string): void;
  /** Receives the progress. Its signal ends the import between tickets. */
  meter: ProgressMeter;
}

/** Numbers of added and existing items. */
export interface Count {
  added: number;
  existing: number;
}

export interface ImportSummary {
  settings: Count;
  tickets: Count;
  customers: Count;
  attachments: Count;
  /** Comments of the added tickets. */
  comments: number;
  refused: number;
  remarks: number;
  /** True if the signal ended the import. */
  interrupted: boolean;
}

/** Collects rows into batches, imports and counts them. */
export class ImportTask {
  readonly summary = {
    settings: { added: 0, existing: 0 },
    tickets: { added: 0, existing: 0 },
    customers: { added: 0, existing: 0 },
    attachments: { added: 0, existing: 0 },
    comments: 0,
    refused: 0,
    remarks: 0,
  };
  readonly #archive: Archive;
  readonly #options: ImportOptions;
  readonly #known: KnownAccounts;
  #batch = new Batch();

  constructor(archive: Archive, known: KnownAccounts, options: ImportOptions) {
    this.#archive = archive;
    this.#known = known;
    this.#options = options;
  }

  /** @returns True if the batch should be imported now. */
  addRow(row: Row): boolean {
    switch (row.kind) {
      case "refused":
        this.#refuse(row.place, row.reason);
        return false;
      case "remark":
        this.summary.remarks += 1;
        this.#options.onRemark(row.place, row.text);
        return false;
      default:
        return this.#batch.add(row);
    }
  }

  /** Adds the number of imported tickets to an error of the store. */
  toImportError(error: unknown): unknown {
    const { tickets: { added } } = this.summary;
    if (!(error instanceof DeskError) || added === 0) return error;
    const number = added.toLocaleString("en");
    const way = `${number} tickets were already imported. Repeat the import for the rest.`;
    return new DataError(`${error.message} ${way}`, { cause: error });
  }

  async importBatch(): Promise<void> {
    const { settings, customers, tickets, attachment } = this.#batch;
    this.#batch = new Batch();
    if (settings) await this.#importSettings(settings);
    await this.#importCustomers(customers);
    await this.#importTickets(tickets, await this.#createAccounts(tickets));
    if (attachment) await this.#importAttachment(attachment);
  }

  async #importSettings({ place, revisions }: SettingsRow): Promise<void> {
    this.#count(place, this.summary.settings, await this.#archive.importSettings(revisions), false);
  }

  async #importCustomers(rows: readonly CustomerRow[]): Promise<void> {
    if (rows.length === 0) return;
    const results = await this.#archive.importCustomers(rows.map(({ customer }) => customer), this.#options.by);
    rows.forEach(({ place, mayDiffer }, index) => {
      const result = results[index]!;
      this.#count(place, this.summary.customers, result, mayDiffer);
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
    const results = missing.size === 0
      ? []
      : await this.#archive.importCustomers([...missing.values()], this.#options.by);
    const reasons = new Map<string, string>();
    [...missing.keys()].forEach((email, index) => {
      const result = results[index]!;
      if (result.outcome === "refused") reasons.set(email, result.reason);
      else this.#known.add(email);
      if (result.outcome === "added") this.summary.customers.added += 1;
    });
    return reasons;
  }

  async #importTickets(rows: readonly TicketRow[], withoutAccount: ReadonlyMap<string, string>): Promise<void> {
    const possible = rows.filter(({ place, account }) => {
      const reason = withoutAccount.get(normalizeAddress(account));
      if (reason !== undefined) this.#refuse(place, reason);
      return reason === undefined;
    });
    if (possible.length === 0) return;
    const results = await this.#archive.importTickets(possible.map(({ ticket }) => ticket), this.#options.by);
    possible.forEach(({ place, ticket }, index) => {
      const result = results[index]!;
      this.#count(place, this.summary.tickets, result, false);
      if (result.outcome === "added") this.summary.comments += ticket.comments?.length ?? 0;
    });
  }

  async #importAttachment({ place, ticketId, file }: AttachmentRow): Promise<void> {
    this.#count(place, this.summary.attachments, await this.#archive.importAttachment(ticketId, file), false);
  }

  #count(place: SourceLocation, count: Count, result: ImportResult, mayDiffer: boolean): void {
    const refused = result.outcome === "refused" || (result.outcome === "differs" && !mayDiffer);
    if (refused) this.#refuse(place, result.reason);
    else count[result.outcome === "added" ? "added" : "existing"] += 1;
  }

  #refuse(place: SourceLocation, reason: string): void {
    this.summary.refused += 1;
    this.#options.onRefused(place, reason);
  }
}

/** Normalizes an address like the desk. */
function normalizeAddress({ customer }: CustomerToImport): string {
  return customer.email.trim().toLowerCase();
}
