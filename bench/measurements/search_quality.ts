/** The quality of searches in labelled texts, beside SQLite's full-text search (FTS5). */

import { openDesk, type Tickets } from "../../store/mod.ts";
import type { BenchContext } from "../bench_context.ts";
import { readBankingQuestions } from "../corpus/banking_questions.ts";
import { readDefinitions } from "../corpus/dictionary_definitions.ts";
import type { Question } from "../corpus/question.ts";
import { shuffle } from "../corpus/shuffle.ts";
import { FullTextSearch } from "../programs/full_text_search.ts";
import type { Figure, Section } from "../report/figure.ts";
import type { Goal } from "../report/goal.ts";

/** The first results that count. */
const FIRST = 10;

/** The tickets whose similar tickets are looked at. */
const SAMPLES = 100;

const IMPORT_SIZE = 500;
const FTS = "SQLite FTS5";

/** Labelled texts, and the goals for shares in percent. */
interface Corpus {
  name: string;
  read(): Promise<Question[] | undefined>;
  goals: Partial<Record<keyof Results, Goal>>;
}

const CORPORA: readonly Corpus[] = [
  {
    name: "questions to a bank",
    read: readBankingQuestions,
    goals: { precision: { atLeast: 83 }, similar: { atLeast: 66 }, empty: { atMost: 0 } },
  },
  { name: "definitions of a dictionary", read: readDefinitions, goals: {} },
];

/** Finds the indices of texts, best first. `exclude` is not wanted. */
type Find = (text: string, exclude?: number) => Promise<number[]>;

interface Results {
  precision: number;
  similar: number;
  /** The share of queries without a result. */
  empty: number;
}

/** Compares both on the same texts. Texts that are not there have no figures. */
export async function measureSearchQuality({ product }: BenchContext): Promise<Section> {
  const figures: Figure[] = [];
  for (const corpus of CORPORA) {
    const texts = await corpus.read();
    if (texts !== undefined) figures.push(...await compare(product.name, corpus, shuffle(texts)));
  }
  return { note: figures.length === 0 ? "Left out: the labelled texts are not there." : NOTE, figures };
}

const NOTE =
  "Each name of a topic is a query: the share of the first ten results that have the topic. The same for tickets similar to " +
  "100 others. The settings of the search were chosen on the questions, and not on the definitions (WordNet 3.1, by field " +
  "of knowledge). FTS5 has porter stems and joins words with OR, by bm25.";

async function compare(program: string, { name, goals }: Corpus, texts: Question[]): Promise<Figure[]> {
  const desk = await openDesk(":memory:");
  using database = new FullTextSearch(":memory:", texts.map(({ text }) => text));
  try {
    await fillDesk(desk.archive, texts);
    const own = await measure(texts, createDeskSearch(desk.tickets), createSimilarSearch(desk.tickets));
    const other = createDatabaseSearch(database);
    const fts = await measure(texts, other, other);
    return toFigures(program, name, goals, own, fts);
  } finally {
    await desk.close();
  }
}

const MEASURES: readonly (readonly [what: string, measure: keyof Results])[] = [
  ["precision of the first ten results", "precision"],
  ["precision of the first ten similar tickets", "similar"],
  ["queries without a result", "empty"],
];

function toFigures(program: string, corpus: string, goals: Corpus["goals"], own: Results, fts: Results): Figure[] {
  return MEASURES.flatMap(([what, measure]): Figure[] => {
    const goal = goals[measure];
    const [ours, theirs] = [[100 * own[measure]], [100 * fts[measure]]];
    const shared = { what: `${corpus}: ${what}`, unit: "%" } as const;
    const compared = measure === "empty" ? [] : [{ with: FTS, samples: theirs, goal: { atLeast: 1 } }];
    return [
      { ...shared, program: FTS, samples: theirs },
      { ...shared, program, samples: ours, compared, ...goal !== undefined && { goal } },
    ];
  });
}

async function measure(texts: Question[], search: Find, findSimilar: Find): Promise<Results> {
  const topics = [...new Set(texts.map(({ topic }) => topic))];
  const results: Results = { precision: 0, similar: 0, empty: 0 };
  for (const topic of topics) {
    const found = await search(topic.replaceAll("_", " "));
    results.precision += countRight(found, texts, topic) / topics.length;
    if (found.length === 0) results.empty += 1 / topics.length;
  }
  for (let sample = 0; sample < SAMPLES; sample++) {
    const index = Math.floor(sample * texts.length / SAMPLES);
    const { text, topic } = texts[index]!;
    results.similar += countRight(await findSimilar(text, index), texts, topic) / SAMPLES;
  }
  return results;
}

function countRight(found: readonly number[], texts: Question[], topic: string): number {
  return found.filter((index) => texts[index]!.topic === topic).length / FIRST;
}

function createDeskSearch(tickets: Tickets): Find {
  return async (text) => (await tickets.search(text, { limit: FIRST })).items.map(({ id }) => Number(id) - 1);
}

function createSimilarSearch(tickets: Tickets): Find {
  return async (_text, index) => {
    const { items } = await tickets.findSimilar({ id: String(index! + 1) }, FIRST);
    return items.map(({ id }) => Number(id) - 1);
  };
}

function createDatabaseSearch(database: FullTextSearch): Find {
  return (text, exclude) => {
    const found = database.find(text, FIRST + 1).map((number) => number - 1);
    return Promise.resolve(found.filter((index) => index !== exclude).slice(0, FIRST));
  };
}

async function fillDesk(archive: Awaited<ReturnType<typeof openDesk>>["archive"], texts: Question[]) {
  const by = { kind: "system", name: "bench", version: null } as const;
  await archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], by);
  for (let start = 0; start < texts.length; start += IMPORT_SIZE) {
    await archive.importTickets(
      texts.slice(start, start + IMPORT_SIZE).map(({ text }) => ({
        ticket: { subject: text.replace(/\s+/g, " ").slice(0, 250), description: text, customer: "ada@example.com" },
      })),
      by,
    );
  }
}
