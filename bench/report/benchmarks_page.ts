/** The text of `docs/performance/benchmarks.md`. */

import type { TitledSection } from "./figure.ts";
import { formatGoalsTable } from "./goals_table.ts";
import { formatMarkdownSection } from "./table.ts";

export interface Run {
  /** Facts about the machine, one per line. */
  machine: readonly string[];
  /** The source of the tickets. */
  corpus: string;
  sections: readonly TitledSection[];
}

const GOALS = "Goals";
const HOW = "How it is measured";

/**
 * Formats the whole page; `deno fmt` formats the Markdown.
 *
 * @param titles The titles of all possible sections, in order.
 * @param before The previous page. Sections that were not measured this time are kept if they are from the same
 * machine.
 */
export function formatBenchmarksPage(
  { machine, corpus, sections }: Run,
  titles: readonly string[],
  before = "",
): string {
  const facts = machine.map((fact) => `- ${fact}`).join("\n");
  const [top, kept] = splitSections(before);
  const old = top.includes(facts) ? kept : new Map<string, string>();
  const fresh = new Map(sections.map((section) => [section.title, formatMarkdownSection(section)]));
  const all = titles.flatMap((title) => {
    const text = fresh.get(title) ?? old.get(title);
    return text === undefined ? [] : [[title, text] as const];
  });
  return [
    `# Benchmarks\n\nThe compiled program compared with others, on this machine:\n\n${facts}`,
    `The desks were filled with ${corpus}. Each figure is the median of its samples, followed by the range of their middle half.`,
    `## ${GOALS}\n\n${GOALS_NOTE}\n\n${formatGoalsTable(new Map(all))}`,
    ...all.map(([, text]) => text),
    `## ${HOW}\n\n${METHOD}`,
  ].join("\n\n") + "\n";
}

/** Splits a page into the text before the first section, and the sections by title. */
function splitSections(page: string): [string, Map<string, string>] {
  const [top = "", ...sections] = page.split(/^(?=## )/m).map((part) => part.trim());
  return [top, new Map(sections.map((section) => [/^## (.*)$/m.exec(section)![1]!, section]))];
}

const GOALS_NOTE =
  `Ratios compare medians of one run, in which the programs took turns. They are similar on other machines; the absolute figures are not.`;

const METHOD =
  `\`deno task bench\` takes about a minute and measures what changes from day to day. \`--long\` measures everything with more samples,
a desk of 100,000 tickets and one of a million: about ten minutes, and as long again for the import of a million tickets, which
\`--skip million\` leaves out. \`--only NAME,…\` and \`--skip NAME,…\` select what is measured, \`--against FILE\` adds another build of the
program to the same run, \`--keep FOLDER\` keeps the filled desks for the next run, and \`--write\` updates this page.

**Interleaving.** The compiled program, \`dist/support-mcp\`, is started as a host starts it. The programs take turns, so that other
load on the machine affects all of them alike. Each round starts new processes on fresh copies of the stores, which are files on a disk. Every change
is durable before the response. If the load is above 1, other programs were busy at the same time: the middle halves are wide, and only large
differences are meaningful.

**The other programs.** Two programs compiled by the same Deno show the limit: an empty one, and _the baseline_, which sends a response of the
usual length that it made beforehand. It closes and escalates the way any desk with a history, an index and counters must: it reads the
records of all waiting tickets and commits each with its event, its changes to the index, the counters and a change log entry, if the record is
unchanged. It decides nothing, checks no input and sends no notifications. _The article's server_ is the Python program that this project
grew out of, on \`mcp\` 1.30, with its tickets in a dictionary that is lost when it exits. _The Python port_ is that program on \`mcp\` 2.3 as
\`pip install mcp\` installs it, with the same tools, resources and texts. Its handlers are plain functions, as in the article; its tickets are in
SQLite (WAL, synchronous FULL) behind one connection with prepared statements and an index; over HTTP it responds with JSON. _The tuned port_ is the
same after optimization: its handlers are coroutines that query directly, where \`mcp\` uses threads for plain functions, and uvicorn uses
httptools. It is measured over HTTP, where this matters; neither uvloop nor event streams made it faster. The ports' tickets have the article's six
fields, and an escalation leaves no trace in their database. Ours have a description, tags, a history, counters and a search index, all
updated with every change, and are compared nevertheless. The sources are in [bench/peers](../../bench/peers). The benchmark installs them
automatically, at exact versions, in \`dist/peers\`, and skips them without Python 3.10 or newer (set \`PYTHON\` to use another one than \`python3\`).

**The client** is the benchmark's own and does less than any host. Requests are serialized before they are sent or once, on first use. It counts the line ends
of responses and scans the first 4 KB of each for failures, without parsing them. Over HTTP it writes requests to 32 connections and
reads responses by their lengths. The baseline's figures show the least that it can handle.

**The desks** are filled by \`support-mcp import\`, from a data set of real questions to a bank if it is in a folder beside the project, otherwise from
generated ones.`;
