/** The text of `docs/performance/benchmarks.md`. */

import type { TitledSection } from "./figure.ts";
import { formatGoalsTable } from "./goals_table.ts";
import { formatMarkdownSection } from "./table.ts";

export interface Run {
  /** Facts about the machine, one a line. */
  machine: readonly string[];
  /** What the desks were filled with. */
  corpus: string;
  sections: readonly TitledSection[];
}

const GOALS = "Goals";
const HOW = "How it is measured";

/**
 * The page, whole; `deno fmt` lays it out.
 *
 * @param titles Of all sections that there can be, in their order.
 * @param before The page as it was: what wasn't measured this time stays, when it comes from the same machine.
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
    `# Benchmarks\n\nThe compiled program beside others, on this machine:\n\n${facts}`,
    `The desks were filled with ${corpus}. Every figure is the median of its samples; beside it stands the middle half of them.`,
    `## ${GOALS}\n\n${GOALS_NOTE}\n\n${formatGoalsTable(new Map(all))}`,
    ...all.map(([, text]) => text),
    `## ${HOW}\n\n${METHOD}`,
  ].join("\n\n") + "\n";
}

/** What is before the first section, and the sections by their titles. */
function splitSections(page: string): [string, Map<string, string>] {
  const [top = "", ...sections] = page.split(/^(?=## )/m).map((part) => part.trim());
  return [top, new Map(sections.map((section) => [/^## (.*)$/m.exec(section)![1]!, section]))];
}

const GOALS_NOTE =
  `What the program should be, and is. Quotients are of medians of one run, in which the programs took turns: they hold on other
machines too, the figures themselves don't.`;

const METHOD =
  `\`deno task bench\` takes about a minute and measures what changes from day to day; \`--long\` measures everything, with more samples, a
desk of 100,000 tickets and one of a million. That takes about ten minutes, and as long again as importing a million tickets takes, which
\`--skip million\` leaves out. \`--only NAME,…\` measures just these matters, \`--skip NAME,…\` all others, \`--against FILE\` takes another
build of the program into the same run, and \`--write\` renews what was measured on this page.

**Turns.** What is measured is the compiled program, \`dist/support-mcp\`, as a host starts it. The others run beside it by turns, so that whatever else
the machine does meets all alike. Each round starts new processes on fresh copies of the stores, which lie in files on a disk; every change is durable
before it is answered. Where the load is above 1, other programs were busy at the same time: then the middle halves are wide, and only large differences
mean something.

**The others.** Two programs compiled by the same Deno show what nothing can be quicker than: one that is empty, and _the echo_, which answers every
request with an answer of the usual length that it made beforehand. It closes and escalates as any desk must that keeps a history, an index and
counters: of all tickets that wait it reads the records, and commits each with its event, what moves in the index, the counters and an entry
of a change log, provided that it was still as read; but it decides nothing, checks no input and says nothing of it to anybody. _The article's server_ is the Python program
that this one grew out of, on \`mcp\` 1.30, with its tickets in a dictionary that is gone when it ends. _The Python port_ is that
program on \`mcp\` 2.3 as \`pip install mcp\` gives it, with the same tools, resources and texts, its handlers plain functions as the article has
them, its tickets in SQLite (WAL, synchronous FULL) behind one connection with prepared statements and an index; over HTTP it answers with JSON. _The
tuned port_ is the same as somebody would have it who measures: handlers that are coroutines and query directly, where \`mcp\` uses threads for plain
functions, and httptools for uvicorn. It stands beside the other over HTTP, where that matters; neither uvloop nor event streams made it quicker. The
ports' tickets have the article's six members, and an escalation leaves no trace in their database; ours keep a description, tags, a history, counters
and an index for search with every change, and are still what is compared. The sources are in [bench/peers](../../bench/peers); the bench installs them itself, at exact versions, in
\`dist/peers\`, and goes without them where there is no Python 3.10 or newer (\`PYTHON\` names another one than \`python3\`).

**The client** is the bench's own and leaner than any host: requests are made into text once, before they are sent or when they are first sent, and of the
answers it counts the ends of lines and looks at the first 4 KB of each, for failures, without parsing them. Over HTTP it writes requests to 32 connections
itself and reads answers by their lengths. What the echo's figures show it can take at least.

**The desks** are filled by \`support-mcp import\`, from a data set of real questions to a bank where it lies beside the project, else from made-up ones.`;
