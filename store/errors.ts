/** The failures of the desk that a caller can tell apart. */

export type DeskErrorCode =
  | "not_found" // no such ticket, customer, comment or attachment
  | "already_exists" // that e-mail or file name is taken
  | "invalid" // a value that the desk doesn't take
  | "wrong_state" // the ticket's status doesn't allow it (closing a closed one)
  | "stale_revision" // somebody else changed it first
  | "idempotency_mismatch" // the key was used for another call
  | "not_approved" // it needs a person's yes and got none
  | "unavailable"; // the store can't be opened, read or written

/** A failure with a message for people: the thing, the reason and the way out. Nothing was changed. */
export class DeskError extends Error {
  override name = "DeskError";
  constructor(readonly code: DeskErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
  }
}
