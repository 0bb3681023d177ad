import { toShortLine } from "../../../base/short_line.ts";
import { DeskError } from "../../errors.ts";

export function formatBatchId(number: number): string {
  return `B${number}`;
}

/**
 * Returns the number of an id such as `B7`. The letter may be missing or in lower case.
 *
 * @throws {DeskError} `not_found` for any other text.
 */
export function parseBatchId(id: string): number {
  const digits = /^\s*b?([1-9]\d{0,14})\s*$/i.exec(id)?.[1];
  if (digits === undefined) throw toBatchNotFound(id);
  return Number(digits);
}

export function toBatchNotFound(id: string): DeskError {
  return new DeskError(
    "not_found",
    `batch_id ${
      toShortLine(id)
    } not found. Batches are kept for 30 days. The history of a ticket names its batches, such as B7.`,
  );
}
