/** The quality and the latency of searches on labelled questions, beside SQLite's full-text search (FTS5). */

import { DatabaseSync } from "node:sqlite";
import { openDesk, type Tickets } from "../../store/mod.ts";
import type { BenchContext } from "../bench_context.ts";
import { readBankingQuestions } from "../corpus/banking_questions.ts";
import type { Question } from "../corpus/question.ts";
import { shuffle } from "../corpus/shuffle.ts";
import type { Comparison, Figure, Section, Unit } from "../report/figure.ts";

/** The first results that count. */
const FIRST = 10;

/** The tickets whose similar tickets are looked at. */
const SAMPLES = 100;

const IMPORT_SIZE = 500;
const FTS = "SQLite FTS5";

/** Finds the indices of questions, best first. `exclude` is not wanted. */
type Find = (text: string, exclude?: number) => Promise<number[]>;

interface Results {
  precision: number;
  similar: number;
  milliseconds: number[];
}

/** Compares both on the same questions, in the same process. Without the questions there are no figures. */
export async function measureSearchQuality({ product }: BenchContext): Promise<Section> {
  const read = await readBankingQuestions();
  if (read === undefined) return { note: "Left out: the labelled questions are not there.", figures: [] };
  const questions = shuffle(read);
  const desk = await openDesk(":memory:");
  using database = fillDatabase(questions);
  try {
    await fillDesk(desk.archive, questions);
    const own = await measure(questions, createDeskSearch(desk.tickets), createSimilarSearch(desk.tickets));
    const other = createDatabaseSearch(database);
    const fts = await measure(questions, other, other);
    return { note: NOTE, figures: toFigures(product.name, own, fts) };
  } finally {
    await desk.close();
  }
}

const NOTE =
  "Each of the 77 names of topics is a query: the share of the first ten results that have the topic. The same for tickets " +
  "similar to 100 others. FTS5 has porter stems and joins words with OR, by bm25. Durations are of the first ten results, in " +
  "one process: of a desk in memory with its records, and of row numbers.";

function toFigures(program: string, own: Results, fts: Results): Figure[] {
  const rows: [what: string, unit: Unit, pick: (results: Results) => number[], atLeast?: number][] = [
    ["precision of the first ten results", "%", ({ precision }) => [100 * precision], 83],
    ["precision of the first ten similar tickets", "%", ({ similar }) => [100 * similar], 66],
    ["search, median", "ms", ({ milliseconds }) => milliseconds],
    ["search, 99th percentile", "ms", ({ milliseconds }) => [getPercentile(milliseconds, 0.99)]],
  ];
  return rows.flatMap(([what, unit, pick, atLeast]): Figure[] => {
    const compared: Comparison[] = [{ with: FTS, samples: pick(fts) }];
    const goal = atLeast === undefined ? {} : { goal: { atLeast } };
    return [
      { what, program: FTS, unit, samples: pick(fts) },
      { what, program, unit, samples: pick(own), compared, ...goal },
    ];
  });
}

async function measure(questions: Question[], search: Find, findSimilar: Find): Promise<Results> {
  const topics = [...new Set(questions.map(({ topic }) => topic))];
  const milliseconds: number[] = [];
  let [precision, similar] = [0, 0];
  for (const topic of topics) {
    const start = performance.now();
    const found = await search(topic.replaceAll("_", " "));
    milliseconds.push(performance.now() - start);
    precision += countRight(found, questions, topic) / topics.length;
  }
  for (let sample = 0; sample < SAMPLES; sample++) {
    const index = Math.floor(sample * questions.length / SAMPLES);
    const { text, topic } = questions[index]!;
    similar += countRight(await findSimilar(text, index), questions, topic) / SAMPLES;
  }
  return { precision, similar, milliseconds };
}

function countRight(found: readonly number[], questions: Question[], topic: string): number {
  return found.filter((index) => questions[index]!.topic === topic).length / FIRST;
}

function createDeskSearch(tickets: Tickets): Find {
  return async (text) => (await tickets.search(text, { limit: FIRST })).items.map(({ id }) => Number(id) - 1);
}

function createSimilarSearch(tickets: Tickets): Find {
  return async (_text, index) => {
    const found = await tickets.findSimilar({ id: String(index! + 1) }, FIRST);
    return found.map(({ id }) => Number(id) - 1);
  };
}

function createDatabaseSearch(database: DatabaseSync): Find {
  const statement = database.prepare(
    `SELECT rowid FROM questions WHERE questions MATCH ? ORDER BY bm25(questions), rowid DESC LIMIT ${FIRST + 1}`,
  );
  return (text, exclude) => {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    const rows = statement.all(words.map((word) => `"${word}"`).join(" OR ")).map(({ rowid }) => Number(rowid) - 1);
    return Promise.resolve(rows.filter((index) => index !== exclude).slice(0, FIRST));
  };
}

function fillDatabase(questions: Question[]): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE VIRTUAL TABLE questions USING fts5(text, tokenize = 'porter unicode61')");
  const insert = database.prepare("INSERT INTO questions (rowid, text) VALUES (?, ?)");
  database.exec("BEGIN");
  questions.forEach(({ text }, index) => insert.run(index + 1, text));
  database.exec("COMMIT");
  return database;
}

async function fillDesk(archive: Awaited<ReturnType<typeof openDesk>>["archive"], questions: Question[]) {
  const by = { kind: "system", name: "bench", version: null } as const;
  await archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], by);
  for (let start = 0; start < questions.length; start += IMPORT_SIZE) {
    await archive.importTickets(
      questions.slice(start, start + IMPORT_SIZE).map(({ text }) => ({
        ticket: { subject: text.replace(/\s+/g, " ").slice(0, 250), description: text, customer: "ada@example.com" },
      })),
      by,
    );
  }
}

function getPercentile(samples: readonly number[], share: number): number {
  return samples.toSorted((one, other) => one - other)[Math.floor(share * (samples.length - 1))]!;
}
