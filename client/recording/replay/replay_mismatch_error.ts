import { AgentError } from "../../errors/mod.ts";
import { findDifference } from "./difference.ts";

/** How much of a value is told, in UTF-16 code units. */
const MAX_VALUE_LENGTH = 300;

/** A run that is replayed did something else than the one that was recorded. The message says what, and where. */
export class ReplayMismatchError extends AgentError {
  override name = "Departure";

  /** Something was expected, and something else came. */
  static between(what: string, expected: unknown, came: unknown): ReplayMismatchError {
    const { path, expected: should, actual } = findDifference(expected, came) ?? { path: "", expected, actual: came };
    const where = path === "" ? what : `${what}, at ${path}`;
    return new ReplayMismatchError(`${where}: expected ${formatValue(should)}, but ${formatValue(actual)} came`);
  }

  /** @param happened What happened, as the rest of a sentence. */
  constructor(happened: string) {
    super(`The run departs from its recording: ${happened}.`);
  }
}

function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}
