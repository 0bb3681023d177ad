/** The latency of searches, orders, views and reports, at two sizes, beside SQLite's full-text search (FTS5). */

import { join } from "node:path";
import { openStore } from "../../store/kv/connection/mod.ts";
import { KvSearchSource } from "../../store/kv/tickets/mod.ts";
import { type Desk, openDesk } from "../../store/mod.ts";
import { searchTickets } from "../../store/search/engine.ts";
import { type BenchContext, MEDIUM_DESK } from "../bench_context.ts";
import { fillDesk, generateDesk } from "../corpus/generate_desk.ts";
import type { Question } from "../corpus/question.ts";
import { FullTextSearch } from "../programs/full_text_search.ts";
import type { Comparison, Figure, Section } from "../report/figure.ts";
import { measureInterleavedWarm } from "./measure_interleaved.ts";

const FTS = "SQLite FTS5";

/** The results of one page. */
const LIMIT = 20;

/** The different searches of a sample, which has the duration of each. */
const SEARCHES = 10;
const WORDS_PER_SEARCH = 3;

/** The measurements of a desk beside searches for words. */
const OTHERS: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
  ...listQueries(["sort:newest", "sort:oldest", "sort:due", "sort:priority", "sort:updated", "sort:updated card"]),
  ...listQueries(["view:mine", "view:unassigned", "view:overdue", "view:waiting", "view:recently-closed"]),
  ...listQueries(["is:overdue", "due<2h", "updated<7d", "closed>1d refund"]),
  "report of a year by month": ({ tickets }) => tickets.getReport({ period: "12m", group_by: "month" }),
  "report of a year by assignee": ({ tickets }) => tickets.getReport({ period: "12m", group_by: "assignee" }),
};

/** Compares both at 10,003 tickets, and with `--long` at 100,000. */
export async function measureSearchSpeed({ product, stores, effort }: BenchContext): Promise<Section> {
  const figures: Figure[] = [];
  for (const size of new Set([MEDIUM_DESK, effort.largeDesk])) {
    await using store = await stores.createEmpty();
    const tickets = [...generateDesk(stores.corpus.questions, size, Date.now())];
    const texts = tickets.map(({ ticket: { subject, description } }) => `${subject}\n${description}`);
    using other = new FullTextSearch(join(store.folder, "fts.db"), texts);
    const path = join(store.folder, "desk.db");
    const desk = await openDesk(path);
    const connection = await openStore({ kind: "file", path });
    try {
      await fillDesk(desk.archive, tickets);
      const programs = { desk, source: new KvSearchSource(connection.kv), other };
      figures.push(...await compare(product.name, programs, size, { ...effort, ...stores.corpus }));
    } finally {
      await connection.close();
      await desk.close();
    }
  }
  return { note: NOTE, figures };
}

const NOTE =
  `The first ${LIMIT} results, from files, in one process. Numbers: FTS5 returns row numbers, our search engine numbers of ` +
  `tickets. Texts and excerpts: FTS5 returns texts and \`snippet()\`, ours is the whole search of a desk, with records, tiers ` +
  `and excerpts. Searches have ${WORDS_PER_SEARCH} words of a ticket. One of seven tickets is not closed.`;

interface Programs {
  desk: Desk;
  /** The data that the searches of the desk read. */
  source: KvSearchSource;
  other: FullTextSearch;
}

interface Effort {
  queries: number;
  questions: readonly Question[];
}

async function compare(
  program: string,
  programs: Programs,
  size: number,
  { queries, questions }: Effort,
): Promise<Figure[]> {
  const searches = listSearches(questions);
  await warmUp(searches, programs);
  const figures: Figure[] = [];
  for (const { what, own, other } of FINDS) {
    let turn = 0;
    const samples = await measureInterleavedWarm(queries, {
      [program]: async () => await timeSearches(searches, turn++, (text) => own(programs, text)),
      [FTS]: async () => await timeSearches(searches, turn++, (text) => other(programs, text)),
    });
    const [ours, theirs] = [program, FTS].map((name) => Object.values(samples[name]!).flat()) as [number[], number[]];
    figures.push(...compareSearches(program, `${what}, ${formatSize(size)}`, ours, theirs));
  }
  return [...figures, ...await measureOthers(program, programs.desk, size, queries)];
}

/** Makes every search once: otherwise the first measurement alone has the time in which V8 compiles the code. */
async function warmUp(searches: readonly string[], programs: Programs): Promise<void> {
  for (const { own, other } of FINDS) {
    for (const text of searches) {
      await own(programs, text);
      other(programs, text);
    }
  }
}

/** The searches of both programs, which return the same. */
const FINDS: readonly {
  what: string;
  own: (programs: Programs, text: string) => Promise<unknown>;
  other: (programs: Programs, text: string) => unknown;
}[] = [
  {
    what: "three words, numbers",
    own: ({ source }, text) => searchTickets(source, text, { limit: LIMIT, now: Date.now(), views: {} }),
    other: ({ other }, text) => other.find(text, LIMIT),
  },
  {
    what: "three words, texts and excerpts",
    own: ({ desk }, text) => desk.tickets.search(text, { limit: LIMIT }),
    other: ({ other }, text) => other.findTexts(text, LIMIT),
  },
];

function compareSearches(program: string, search: string, ours: number[], theirs: number[]): Figure[] {
  const rows: [what: string, pick: (samples: number[]) => number[]][] = [
    [search, (samples) => samples],
    [`${search}, 99th percentile`, (samples) => [getPercentile(samples, 0.99)]],
  ];
  return rows.flatMap(([what, pick]): Figure[] => {
    const compared: Comparison[] = [{ with: FTS, samples: pick(theirs), goal: { atMost: 1 } }];
    return [
      { what, program: FTS, unit: "ms", samples: pick(theirs) },
      { what, program, unit: "ms", samples: pick(ours), compared },
    ];
  });
}

async function measureOthers(program: string, desk: Desk, size: number, rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, run] of Object.entries(OTHERS)) {
    await run(desk);
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) samples.push(await time(() => run(desk)));
    figures.push({ what: `${what}, ${formatSize(size)}`, program, unit: "ms", samples });
  }
  return figures;
}

function listQueries(queries: readonly string[]): Record<string, (desk: Desk) => Promise<unknown>> {
  return Object.fromEntries(queries.map((query) => [
    query,
    ({ tickets }) => tickets.search(query, { limit: LIMIT, getCallerName: () => "Dana Roe" }),
  ]));
}

/** Lists searches for words of every hundredth question. */
function listSearches(questions: readonly Question[]): string[] {
  return questions.flatMap(({ text }, index) => {
    const words = [...new Set(text.toLowerCase().match(/[a-z]{3,}/g) ?? [])];
    return index % 100 === 0 && words.length >= WORDS_PER_SEARCH ? [words.slice(-WORDS_PER_SEARCH).join(" ")] : [];
  });
}

/** Times other searches in each turn. */
async function timeSearches(
  searches: readonly string[],
  turn: number,
  search: (text: string) => unknown,
): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  for (let number = 0; number < SEARCHES; number++) {
    const text = searches[(turn * SEARCHES + number) % searches.length]!;
    times[`search ${number}`] = await time(() => search(text));
  }
  return times;
}

async function time(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function getPercentile(samples: readonly number[], share: number): number {
  return samples.toSorted((one, other) => one - other)[Math.floor(share * (samples.length - 1))]!;
}

function formatSize(tickets: number): string {
  return `${tickets.toLocaleString("en")} tickets`;
}
