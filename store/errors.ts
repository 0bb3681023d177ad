/** Failures that callers can distinguish. */

export type DeskErrorCode =
  | "not_found" // no such ticket, customer, comment or attachment
  | "already_exists" // the email address or file name is taken
  | "invalid" // a value that the desk does not accept
  | "wrong_state" // the ticket's status does not allow it, such as closing a closed ticket
  | "stale_revision" // another change came first
  | "idempotency_mismatch" // the key was used for a different call
  | "not_approved" // the change needs a person's approval and did not get it
  | "approval_required" // the same, and the change waits for a person as a pending approval
  | "unavailable"; // the store cannot be opened, read or written

/** A failure that changed nothing. The message names the item, the reason and the solution. */
export class DeskError extends Error {
  override name = "DeskError";
  /** The argument that is invalid, where callers name it differently. */
  readonly field: string | undefined;

  constructor(readonly code: DeskErrorCode, message: string, options?: ErrorOptions & { field?: string }) {
    super(message, options);
    this.field = options?.field;
  }
}

/** The store failed during an import of several items. Some of them may be imported. */
export class PartialImportError extends Error {
  override name = "PartialImportError";

  /**
   * @param added The number of items that were imported.
   * @param cause The error of the store.
   */
  constructor(readonly added: number, override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}
