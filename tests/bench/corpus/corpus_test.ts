import assert from "node:assert/strict";
import { generateTickets } from "../../../bench/corpus/corpus.ts";
import { generateQuestions } from "../../../bench/corpus/generate_questions.ts";

Deno.test("generateQuestions() generates about as many distinct questions as the real ones, the same every time", () => {
  const questions = generateQuestions();
  assert.ok(questions.length > 10_003);
  assert.equal(new Set(questions.map(({ text }) => text)).size, questions.length);
  assert.deepEqual(questions, generateQuestions());
});

Deno.test("generateQuestions() uses the words of the queries", () => {
  for (const words of [["card", "payment"], ["virtual", "card"], ["cash", "withdrawal"], ["exchange", "rate"]]) {
    const found = generateQuestions().filter(({ text }) => words.every((word) => text.includes(word)));
    assert.ok(found.length > 100, words.join(" "));
  }
});

Deno.test("generateTickets() repeats questions with other orders", () => {
  const questions = [{ text: "Where is my card?", topic: "card_arrival" }];
  const tickets = [...generateTickets(questions, 41)];
  assert.equal(tickets.length, 41);
  assert.equal(new Set(tickets.map(({ description }) => description)).size, 41);
  assert.equal(new Set(tickets.map(({ customer }) => customer)).size, 3);
  assert.deepEqual(tickets[0], {
    subject: "Where is my card?",
    description: "Where is my card? It is about order 100000.",
    customer: "customer1@example.com",
    priority: "medium",
    tags: ["card_arrival"],
    created_at: "2024-01-01T08:00:00.000Z",
  });
});

Deno.test("generateTickets() creates a million tickets in the past", () => {
  const [first, second] = generateTickets(generateQuestions(), 2);
  const [start, next] = [Date.parse(first!.created_at), Date.parse(second!.created_at)];
  assert.ok(start + 1_000_000 * (next - start) < Date.parse("2026-01-01"));
});
