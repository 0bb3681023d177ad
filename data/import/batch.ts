import type { ArticleRow, AttachmentRow, CustomerRow, SettingsRow, SourceLocation, TicketRow } from "../rows/mod.ts";

/** The maximum number of rows in a batch: enough for two commits, few enough for any memory. Two batches are imported at a time. */
const MAX_BATCH_ROWS = 200;
/** The maximum text in a batch, in UTF-16 code units. */
const MAX_BATCH_TEXT = 2_000_000;
/** Rows to import together, and what there is to report about them and the rows between them. */
export class Batch {
  settings: SettingsRow | null = null;
  readonly articles: ArticleRow[] = [];
  readonly customers: CustomerRow[] = [];
  readonly tickets: TicketRow[] = [];
  attachment: AttachmentRow | null = null;
  #text = 0;
  readonly #order = new Map<SourceLocation, number>();
  #reports: { order: number; send: () => void }[] = [];

  /** @returns True if the batch is full, has the settings, or ends with an attachment, which needs its ticket first. */
  add(row: SettingsRow | ArticleRow | CustomerRow | TicketRow | AttachmentRow): boolean {
    this.#getOrder(row.place);
    if (row.kind === "attachment") this.attachment = row;
    if (row.kind === "settings") this.settings = row;
    if (row.kind === "article") {
      this.articles.push(row);
      this.#text += row.article.revisions.reduce((sum, { content }) => sum + content.body.length, 0);
    }
    if (row.kind === "customer") this.customers.push(row);
    if (row.kind === "ticket") {
      this.tickets.push(row);
      this.#text += countCharacters(row);
    }
    return this.attachment !== null || this.settings !== null || this.#isLong() || this.#text >= MAX_BATCH_TEXT;
  }

  /**
   * Adds a report about a row.
   *
   * @returns True if the batch is full.
   */
  addReport(place: SourceLocation, send: () => void): boolean {
    this.#reports.push({ order: this.#getOrder(place), send });
    return this.#isLong();
  }

  /** Sends the reports in the order of the rows: some problems are found while a row is read, others when it is imported. */
  report(): void {
    const reports = this.#reports.sort((one, other) => one.order - other.order);
    this.#reports = [];
    for (const { send } of reports) send();
  }

  #isLong(): boolean {
    return this.#order.size >= MAX_BATCH_ROWS;
  }

  #getOrder(place: SourceLocation): number {
    const order = this.#order.get(place) ?? this.#order.size;
    this.#order.set(place, order);
    return order;
  }
}

function countCharacters({ ticket: { ticket, comments = [] } }: TicketRow): number {
  return comments.reduce((sum, { body }) => sum + body.length, ticket.description?.length ?? 0);
}
