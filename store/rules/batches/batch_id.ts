import { toShortLine } from "../../../base/text/short_line.ts";
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

/** Returns the highest number of the batches that events name; 0 if they name none. */
export function findLastBatch(events: readonly { batch_id?: string }[]): number {
  const numbers = events.map(({ batch_id = "" }) => Number(/^B([1-9]\d{0,8})$/.exec(batch_id)?.[1] ?? 0));
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}

export function toBatchNotFound(id: string): DeskError {
  return new DeskError(
    "not_found",
    `batch_id ${
      toShortLine(id)
    } not found. Batches are kept for 30 days. The history of a ticket names its batches, such as B7.`,
    { reasons: [{ code: "batch_not_found", id: toShortLine(id) }] },
  );
}
