/** What files of other formats come to, before it goes into the desk. */

import type { CustomerToPut, TicketToPut } from "../store/mod.ts";

/** Where something stands: the file, and `17` for its line or `tickets[3]` for a place in JSON. */
export interface Place {
  file: string;
  at: string | number;
}

/** One thing that a file holds. */
export type Row =
  | CustomerRow
  | TicketRow
  | AttachmentRow
  | { kind: "refused"; place: Place; reason: string }
  /** Something went in otherwise than it was. */
  | { kind: "remark"; place: Place; text: string };

export interface CustomerRow {
  kind: "customer";
  place: Place;
  customer: CustomerToPut;
  /** Whether an account that is there already counts as this one, however it looks. */
  mayDiffer: boolean;
}

export interface TicketRow {
  kind: "ticket";
  place: Place;
  ticket: TicketToPut;
  /** The account to make when the desk knows none of this e-mail. */
  account: CustomerToPut;
}

/** The bytes of a file that a ticket lists. */
export interface AttachmentRow {
  kind: "attachment";
  place: Place;
  ticketId: string;
  file: { name: string; bytes: Uint8Array };
}

/** Why a row can't be taken. Thrown while it is read, and listed with its place. */
export class Refusal extends Error {
  override name = "Refusal";
}

/** The row, or its refusal when `make` throws one. */
export function rowOrRefusal(place: Place, make: () => Row): Row {
  try {
    return make();
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", place, reason: error.message };
    throw error;
  }
}
