import assert from "node:assert/strict";
import { readBankingQuestions } from "../../../bench/corpus/banking_questions.ts";
import type { Question } from "../../../bench/corpus/question.ts";
import { shuffle } from "../../../bench/corpus/shuffle.ts";
import { openDesk, type Tickets } from "../../../store/mod.ts";
import { listMissed, listWrong, MISSPELLED } from "./misspellings.ts";

const FROM = { kind: "host", name: "test", version: null } as const;

/** The first results that count. */
const FIRST = 10;

/** The tickets whose similar tickets are looked at. */
const SAMPLES = 100;

const IMPORT_SIZE = 500;

/**
 * The questions are shuffled, because they are in the order of their topics and newer tickets win ties. Each name of a topic
 * is a query; a result is right if its ticket has that topic.
 */
Deno.test("searches find what the labels of real questions say", async () => {
  const questions = await readBankingQuestions();
  // deno-lint-ignore no-console -- tells a reader of the log that nothing was measured
  if (questions === undefined) return console.log("Left out: the labelled questions are not there.");
  const desk = await openDesk(":memory:");
  try {
    const shuffled = shuffle(questions);
    await fill(desk.archive, shuffled);
    const precision = await measureQueries(desk.tickets, shuffled);
    assert.ok(precision.mean >= 0.80, `precision of the first ten results: ${precision.mean}`);
    assert.equal(precision.empty, 0);
    const similar = await measureSimilar(desk.tickets, shuffled);
    assert.ok(similar >= 0.62, `precision of the first ten similar tickets: ${similar}`);
    const [, , misspelled] = MISSPELLED[0]!;
    const missed = await listMissed(desk.tickets, misspelled);
    assert.ok(missed.length <= 3, `misspelled words that are not corrected: ${missed}`);
    const wrong = await listWrong(desk.tickets);
    assert.ok(wrong.length <= 2, `words of other languages that are corrected: ${wrong}`);
  } finally {
    await desk.close();
  }
});

async function fill(archive: Awaited<ReturnType<typeof openDesk>>["archive"], questions: Question[]): Promise<void> {
  await archive.importCustomers([{ customer: { email: "ada@example.com", name: "Ada" } }], FROM);
  for (let start = 0; start < questions.length; start += IMPORT_SIZE) {
    const tickets = questions.slice(start, start + IMPORT_SIZE).map(({ text }) => ({
      ticket: { subject: text.replace(/\s+/g, " ").slice(0, 250), description: text, customer: "ada@example.com" },
      comments: [],
    }));
    const results = await archive.importTickets(tickets, FROM);
    assert.ok(results.every(({ outcome }) => outcome === "added"));
  }
}

async function measureQueries(tickets: Tickets, questions: Question[]): Promise<{ mean: number; empty: number }> {
  const topics = [...new Set(questions.map(({ topic }) => topic))];
  let [sum, empty] = [0, 0];
  for (const topic of topics) {
    const { items } = await tickets.search(topic.replaceAll("_", " "), { limit: FIRST });
    sum += countRight(items, questions, topic);
    if (items.length === 0) empty += 1;
  }
  return { mean: sum / topics.length / FIRST, empty };
}

async function measureSimilar(tickets: Tickets, questions: Question[]): Promise<number> {
  let sum = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const index = Math.floor(sample * questions.length / SAMPLES);
    const { items } = await tickets.findSimilar({ id: String(index + 1) }, FIRST);
    sum += countRight(items, questions, questions[index]!.topic);
  }
  return sum / SAMPLES / FIRST;
}

function countRight(found: readonly { id: string }[], questions: Question[], topic: string): number {
  return found.filter(({ id }) => questions[Number(id) - 1]!.topic === topic).length;
}
