import type { AttachmentRow, CustomerRow, SettingsRow, TicketRow } from "../rows/mod.ts";

/** The maximum number of rows in a batch: enough for many commits, few enough for any memory. */
const MAX_BATCH_ROWS = 400;
/** The maximum text in a batch, in UTF-16 code units. */
const MAX_BATCH_TEXT = 2_000_000;
/** Rows to import together. */
export class Batch {
  settings: SettingsRow | null = null;
  readonly customers: CustomerRow[] = [];
  readonly tickets: TicketRow[] = [];
  attachment: AttachmentRow | null = null;
  #text = 0;

  /** @returns True if the batch is full, has the settings, or ends with an attachment, which needs its ticket first. */
  add(row: SettingsRow | CustomerRow | TicketRow | AttachmentRow): boolean {
    if (row.kind === "attachment") this.attachment = row;
    if (row.kind === "settings") this.settings = row;
    if (row.kind === "customer") this.customers.push(row);
    if (row.kind === "ticket") {
      this.tickets.push(row);
      this.#text += countCharacters(row);
    }
    const rows = this.customers.length + this.tickets.length;
    return this.attachment !== null || this.settings !== null || rows >= MAX_BATCH_ROWS || this.#text >= MAX_BATCH_TEXT;
  }
}

function countCharacters({ ticket: { ticket, comments = [] } }: TicketRow): number {
  return comments.reduce((sum, { body }) => sum + body.length, ticket.description?.length ?? 0);
}
