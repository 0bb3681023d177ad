/** The text of `BENCHMARKS.md`. */

import type { Section } from "./figure.ts";
import { markdownTable } from "./table.ts";

export interface Run {
  /** The command that was given, such as `deno task bench --write`. */
  command: string;
  /** Facts about the machine, one a line. */
  machine: readonly string[];
  /** What the desks were filled with. */
  corpus: string;
  sections: readonly Section[];
}

/** The page, whole; `deno fmt` lays it out. */
export function benchmarksPage({ command, machine, corpus, sections }: Run): string {
  return [
    "# Benchmarks",
    `Measured by \`${command}\`, which wrote this page, on this machine:`,
    machine.map((fact) => `- ${fact}`).join("\n"),
    `The desks were filled with ${corpus}.`,
    ...sections.map(markdownTable),
    HOW,
  ].join("\n\n") + "\n";
}

const HOW = `## How it is measured

\`deno task bench\` takes about a minute; \`--long\` takes more samples of everything and a desk of 100,000 tickets, \`--only NAME,…\` measures just
these matters, \`--against FILE\` takes another build of the program into the same run, and \`--write\` renews this page.

What is measured is the compiled program, \`dist/support-mcp\`, as a host starts it. Beside it, by turns, so that whatever else the machine does meets both
alike, run two programs compiled by the same Deno: one that is empty and one that answers every request with nothing. Ratios are of medians; the
middle half lies between the quartiles. Each round starts new processes on fresh copies of the stores, which lie in files on a disk. The client is
the bench's own: it writes requests as lines, counts the answers and looks for failures, but parses nothing. The desks are made by
\`support-mcp import\`, from a data set of real questions to a bank where it lies beside the project, else from made-up ones; absolute numbers
are this machine's, ratios are what to look at. Where the load at the start is above 1, other programs were busy at the same time: then the middle
halves are wide, and only large differences mean something.`;
