/**
 * Questions to a bank, generated from parts: as many and about as long as the real ones, with common and rare words.
 */

import type { Question } from "./question.ts";

const OPENINGS = [
  "Hello, I need help:",
  "Can you tell me why",
  "I noticed that",
  "Please look into this,",
  "It seems that",
  "Since yesterday",
  "For the second time",
  "I am worried because",
];
const THINGS = [
  "card payment",
  "top-up",
  "bank transfer",
  "direct debit",
  "cash withdrawal",
  "virtual card",
  "refund",
  "exchange rate",
  "PIN",
  "statement",
  "contactless payment",
  "standing order",
];
const PROBLEMS = [
  "was declined",
  "is still pending",
  "shows a fee that I don't know",
  "arrived twice",
  "has not arrived",
  "was cancelled",
  "has the wrong amount",
  "doesn't work",
  "was not recognised",
  "is missing from my account",
];
const CIRCUMSTANCES = [
  "at the supermarket",
  "while I was abroad",
  "after I changed my phone",
  "on my new account",
  "at an ATM",
  "in your app",
  "with my joint account",
  "after a cheque deposit",
  "on the website of a shop",
  "since the last update",
  "when I paid my rent",
];

/** Generates every combination of the parts, in a fixed order in which neighbours differ. */
export function generateQuestions(): Question[] {
  const count = OPENINGS.length * THINGS.length * PROBLEMS.length * CIRCUMSTANCES.length;
  const stride = 7919; // a prime that divides none of the counts, so each combination appears once
  return Array.from({ length: count }, (_, index) => toQuestion((index * stride) % count));
}

function toQuestion(combination: number): Question {
  let rest = combination;
  const pick = (parts: readonly string[]) => {
    const part = parts[rest % parts.length]!;
    rest = Math.floor(rest / parts.length);
    return part;
  };
  const [thing, problem, circumstance] = [pick(THINGS), pick(PROBLEMS), pick(CIRCUMSTANCES)];
  const topic = `${thing} ${problem}`.replaceAll(/[^a-zA-Z]+/g, "_").toLowerCase();
  return { text: `${pick(OPENINGS)} the ${thing} ${problem} ${circumstance}.`, topic };
}
