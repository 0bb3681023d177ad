/** Rows: the common form of all formats. */

import type { ArchivedArticle, CustomerToImport, SettingsRevision, TicketToImport } from "../../store/mod.ts";

/** A position in a file: a line number, or a JSON path such as `tickets[3]`. */
export interface SourceLocation {
  file: string;
  at: string | number;
}

/** One item of a file. */
export type Row =
  | CustomerRow
  | TicketRow
  | AttachmentRow
  | SettingsRow
  | ArticleRow
  | { kind: "refused"; place: SourceLocation; reason: string }
  /** An item was changed to fit. */
  | { kind: "remark"; place: SourceLocation; text: string };

export interface CustomerRow {
  kind: "customer";
  place: SourceLocation;
  customer: CustomerToImport;
  /** True if an existing account counts as this one, even when it differs. */
  mayDiffer: boolean;
}

export interface TicketRow {
  kind: "ticket";
  place: SourceLocation;
  ticket: TicketToImport;
  /** The account to create if the customer is unknown. */
  account: CustomerToImport;
}

/** The bytes of a file listed by a ticket. */
export interface AttachmentRow {
  kind: "attachment";
  place: SourceLocation;
  ticketId: string;
  file: { name: string; bytes: Uint8Array };
}

/** The settings of a desk, with their history. */
export interface SettingsRow {
  kind: "settings";
  place: SourceLocation;
  revisions: readonly SettingsRevision[];
}

/** An article with its history. */
export interface ArticleRow {
  kind: "article";
  place: SourceLocation;
  article: ArchivedArticle;
}

/** A row that cannot be imported. The message is reported with its position. */
export class RowError extends Error {
  override name = "RowError";
}

/** Creates a row, or a refusal if `make` throws a {@linkcode RowError}. */
export function tryRow(place: SourceLocation, make: () => Row): Row {
  try {
    return make();
  } catch (error) {
    if (error instanceof RowError) return { kind: "refused", place, reason: error.message };
    throw error;
  }
}
