/** The tickets that stores are filled with: real questions if they are available, otherwise generated ones. */

import { readBankingQuestions } from "./banking_questions.ts";
import { generateQuestions } from "./generate_questions.ts";

/** What a customer wrote, and what about. */
export interface Question {
  text: string;
  topic: string;
}

/** A ticket as a store gets it. */
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
  /** Where the questions come from. */
  source: string;
  questions: readonly Question[];
}

/** The questions of the shared data where it lies beside the project, else as many made-up ones. */
export async function findCorpus(): Promise<Corpus> {
  const questions = await readBankingQuestions();
  if (questions) return { source: "real questions to a bank (PolyAI, CC-BY-4.0)", questions };
  return { source: "generated questions to a bank", questions: generateQuestions() };
}

const PRIORITIES = ["medium", "low", "medium", "high", "medium", "low", "medium", "urgent"] as const;
const FIRST_CREATED_AT = Date.parse("2026-01-01T08:00:00.000Z");
const MINUTE = 60_000;
/** On average; the customers take turns. */
const TICKETS_PER_CUSTOMER = 20;

/**
 * Tickets made of questions: the same ones every time, each open, a minute after the one before. When there are more
 * tickets than questions they are asked again, about another order.
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
