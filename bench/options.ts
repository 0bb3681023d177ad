/** The bench's command line. */

import { parseArgs } from "node:util";

export interface Options {
  long: boolean;
  write: boolean;
  /** Which matters to measure; all of them when undefined. */
  only: readonly string[] | undefined;
  /** Other builds of the program, which are measured too. */
  against: readonly string[];
}

/**
 * Reads the command line.
 *
 * @param matters What can be measured.
 * @throws {Error} When it is wrong, saying what and what to do.
 */
export function readOptions(args: readonly string[], matters: readonly string[]): Options {
  const { values: { long, write, only, against } } = parseArgs({
    args: [...args],
    options: {
      long: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      only: { type: "string" },
      against: { type: "string", multiple: true, default: [] },
    },
  });
  const chosen = only?.split(",").map((name) => name.trim());
  const unknown = chosen?.find((name) => !matters.includes(name));
  if (unknown !== undefined) throw new Error(`Nothing is called "${unknown}". --only takes: ${matters.join(", ")}.`);
  if (write && (chosen || against.length > 0)) {
    throw new Error(
      "BENCHMARKS.md holds everything about this program alone: --write goes without --only and --against.",
    );
  }
  return { long, write, only: chosen, against };
}
