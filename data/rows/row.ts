/** What files of other formats come to, before it goes into the desk. */

import type { CustomerToImport, TicketToImport } from "../../store/mod.ts";

/** Where something stands: the file, and `17` for its line or `tickets[3]` for a place in JSON. */
export interface SourceLocation {
  file: string;
  at: string | number;
}

/** One thing that a file holds. */
export type Row =
  | CustomerRow
  | TicketRow
  | AttachmentRow
  | { kind: "refused"; place: SourceLocation; reason: string }
  /** Something went in otherwise than it was. */
  | { kind: "remark"; place: SourceLocation; text: string };

export interface CustomerRow {
  kind: "customer";
  place: SourceLocation;
  customer: CustomerToImport;
  /** Whether an account that is there already counts as this one, however it looks. */
  mayDiffer: boolean;
}

export interface TicketRow {
  kind: "ticket";
  place: SourceLocation;
  ticket: TicketToImport;
  /** The account to make when the desk knows none of this e-mail. */
  account: CustomerToImport;
}

/** The bytes of a file that a ticket lists. */
export interface AttachmentRow {
  kind: "attachment";
  place: SourceLocation;
  ticketId: string;
  file: { name: string; bytes: Uint8Array };
}

/** Why a row can't be taken. Thrown while it is read, and listed with its place. */
export class RowError extends Error {
  override name = "Refusal";
}

/** The row, or its refusal when `make` throws one. */
export function tryRow(place: SourceLocation, make: () => Row): Row {
  try {
    return make();
  } catch (error) {
    if (error instanceof RowError) return { kind: "refused", place, reason: error.message };
    throw error;
  }
}
