/** The bench's command line. */

import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmarks.ts";

export interface Options {
  long: boolean;
  write: boolean;
  /** The benchmarks to run, in order. */
  benchmarks: readonly string[];
  /** Other builds of the program to measure. */
  against: readonly string[];
  /** The folder in which filled desks are kept for later runs. */
  keep: string | undefined;
}

/**
 * Parses the command line.
 *
 * @param matters All benchmarks, by name.
 * @throws {Error} If it is invalid; the message says what to do.
 */
export function parseOptions(
  args: readonly string[],
  matters: Readonly<Record<string, Pick<Benchmark, "daily">>>,
): Options {
  const { values: { long, write, only, skip, against, keep } } = parseArgs({
    args: [...args],
    options: {
      long: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
      only: { type: "string" },
      skip: { type: "string", default: "" },
      against: { type: "string", multiple: true, default: [] },
      keep: { type: "string" },
    },
  });
  if (write && against.length > 0) {
    throw new Error(
      "--write cannot be combined with --against: docs/performance/benchmarks.md is about this build only.",
    );
  }
  const all = Object.keys(matters);
  const [wanted, unwanted] = [parseNames("--only", only ?? "", all), parseNames("--skip", skip, all)];
  const chosen = all.filter((name) => only === undefined ? long || matters[name]!.daily : wanted.includes(name));
  return { long, write, benchmarks: chosen.filter((name) => !unwanted.includes(name)), against, keep };
}

function parseNames(flag: string, text: string, known: readonly string[]): string[] {
  const names = text.split(",").map((name) => name.trim()).filter((name) => name !== "");
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${flag}: unknown benchmark "${unknown}". Known: ${known.join(", ")}.`);
  return names;
}
