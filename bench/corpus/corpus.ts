/** The tickets that stores are filled with: real questions if they are available, otherwise generated ones. */

import { readBankingQuestions } from "./banking_questions.ts";
import { generateQuestions } from "./generate_questions.ts";
import type { Question } from "./question.ts";

/** A ticket as it is written to a store. */
export interface CorpusTicket {
  subject: string;
  description: string;
  customer: string;
  priority: "low" | "medium" | "high" | "urgent";
  tags: string[];
  /** ISO 8601. */
  created_at: string;
}

export interface Corpus {
  /** The source of the questions. */
  source: string;
  questions: readonly Question[];
}

/** Finds the questions of the shared data in a folder beside the project, or generates as many. */
export async function findCorpus(): Promise<Corpus> {
  const questions = await readBankingQuestions();
  if (questions) return { source: "real questions to a bank (PolyAI, CC-BY-4.0)", questions };
  return { source: "generated questions to a bank", questions: generateQuestions() };
}

const PRIORITIES = ["medium", "low", "medium", "high", "medium", "low", "medium", "urgent"] as const;
/** So early that the last of a million tickets lies in the past: an import rejects tickets of the future. */
const FIRST_CREATED_AT = Date.parse("2024-01-01T08:00:00.000Z");
const MINUTE = 60_000;
/** On average: customers are assigned in turn. */
const TICKETS_PER_CUSTOMER = 20;

/**
 * Generates open tickets from questions, always the same ones, created a minute apart. If there are more tickets than
 * questions, the questions are repeated about another order.
 */
export function* generateTickets(questions: readonly Question[], count: number): Generator<CorpusTicket, void> {
  const customers = Math.ceil(count / TICKETS_PER_CUSTOMER);
  for (let index = 0; index < count; index++) {
    const { text, topic } = questions[index % questions.length]!;
    yield {
      subject: text.slice(0, 200),
      description: `${text} It is about order ${100_000 + index}.`,
      customer: `customer${index % customers + 1}@example.com`,
      priority: PRIORITIES[(index * 5) % PRIORITIES.length]!,
      tags: [topic],
      created_at: new Date(FIRST_CREATED_AT + index * MINUTE).toISOString(),
    };
  }
}
