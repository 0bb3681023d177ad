/** Failures that callers can distinguish. */

import type { FailureCode } from "../base/failures/failure.ts";
import type { Reason } from "../base/failures/reason.ts";

export type DeskErrorCode = FailureCode;

export interface DeskErrorOptions extends ErrorOptions {
  field?: string;
  reasons?: readonly Reason[];
}

const NO_REASONS: readonly Reason[] = [];

/** A failure that changed nothing. The message names the item, the reason and the solution. */
export class DeskError extends Error {
  override name = "DeskError";
  /** The argument that is invalid, where callers name it differently. */
  readonly field: string | undefined;
  /** The reasons for programs. Empty if the code says enough, or if no program needs to know more. */
  readonly reasons: readonly Reason[];

  constructor(readonly code: DeskErrorCode, message: string, options?: DeskErrorOptions) {
    super(message, options);
    this.field = options?.field;
    this.reasons = options?.reasons ?? NO_REASONS;
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
