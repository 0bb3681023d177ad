import { isChange, type TicketEvent } from "../../event.ts";

/** An event with the number of its comment, and without the texts of descriptions. */
export interface StoredTicketEvent extends Omit<TicketEvent, "comment" | "earlier_text"> {
  comment?: number;
  /** The checksum of the comment, or of the description, after the event. Stores of earlier versions have none. */
  sum?: number;
  /** The checksums of the texts under `keys.earlierText`. */
  texts?: number[];
  /** Only of the first event: the revision that changed the description first, and has the text before. */
  described_until?: number;
  /**
   * The versionstamp of the commit that added the event, if its row was rewritten since. Empty if the event was imported. Rows that
   * earlier versions rewrote do not have it.
   */
  added_in?: string;
}

/** Keeps the commit of an event whose row is rewritten. */
export function keepCommit(event: StoredTicketEvent, versionstamp: string | null): Pick<StoredTicketEvent, "added_in"> {
  const added_in = event.added_in ?? versionstamp ?? undefined;
  return added_in === undefined ? {} : { added_in };
}

/** Recognizes the event that creates the ticket. A refusal of that time repeats its revision. */
export function isCreation(event: Pick<TicketEvent, "revision" | "what">): boolean {
  return event.revision === 1 && isChange(event);
}
