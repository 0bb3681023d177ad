import assert from "node:assert/strict";
import { Answers, type NewsPlace } from "../../../../client/agent/watch/answers.ts";

Deno.test("Answers includes news only if all of them are about items that this agent changed", () => {
  const answers = new Answers(60_000);
  assert.equal(answers.include([toPlace("overdue", "1")]), false);
  answers.add(toPlace("overdue", "1"));
  assert.equal(answers.include([toPlace("overdue", "1")]), true);
  assert.equal(answers.include([toPlace("waiting", "1")]), true, "the same ticket in another view");
  assert.equal(answers.include([toPlace("overdue", "1", "2")]), false);
});

Deno.test("Answers keeps texts apart by their addresses", () => {
  const answers = new Answers(60_000);
  answers.add(toPlace("one", ""));
  assert.deepEqual(["one", "two"].map((uri) => answers.include([toPlace(uri, "")])), [true, false]);
});

Deno.test("Answers forgets changes", () => {
  const answers = new Answers(-1);
  answers.add(toPlace("overdue", "1"));
  assert.equal(answers.include([toPlace("overdue", "1")]), false);
});

function toPlace(uri: string, ...keys: readonly string[]): NewsPlace {
  return { resource: { server: { name: "desk" }, uri }, keys: new Set(keys) };
}
