import { truncate } from "../../../base/text/truncate.ts";
import { AgentError } from "../../errors/mod.ts";
import { findDifference } from "./difference.ts";

/** Length limit of a quoted value, in UTF-16 code units. */
const MAX_VALUE_LENGTH = 300;

/** A replayed run differs from its recording. The message says where and how. */
export class ReplayMismatchError extends AgentError {
  override name = "ReplayMismatchError";

  /** Creates the error for an unexpected value. */
  static between(what: string, expected: unknown, received: unknown): ReplayMismatchError {
    const { path, expected: should, actual } = findDifference(expected, received) ??
      { path: "", expected, actual: received };
    const where = path === "" ? what : `${what} at ${path}`;
    return new ReplayMismatchError(`${where}: expected ${formatValue(should)}, got ${formatValue(actual)}`);
  }

  /** @param problem The mismatch, as the end of a sentence. */
  constructor(problem: string) {
    super(`The run does not match its recording: ${problem}.`);
  }
}

function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  return truncate(JSON.stringify(value), MAX_VALUE_LENGTH);
}
