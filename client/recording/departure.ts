import { AgentFailure } from "../agent_failure.ts";
import { difference } from "./difference.ts";

/** How much of a value is told, in UTF-16 code units. */
const LONGEST = 300;

/** A run that is replayed did something else than the one that was recorded. The message says what, and where. */
export class Departure extends AgentFailure {
  override name = "Departure";

  /** Something was expected, and something else came. */
  static between(what: string, expected: unknown, came: unknown): Departure {
    const { path, expected: should, actual } = difference(expected, came) ?? { path: "", expected, actual: came };
    const where = path === "" ? what : `${what}, at ${path}`;
    return new Departure(`${where}: expected ${inWords(should)}, but ${inWords(actual)} came`);
  }

  /** @param happened What happened, as the rest of a sentence. */
  constructor(happened: string) {
    super(`The run departs from its recording: ${happened}.`);
  }
}

function inWords(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
