import assert from "node:assert/strict";
import { memoizeLatest } from "../../../../../server/transports/http/wire/memoize_latest.ts";

Deno.test("remembering() asks once for the same text after the same text", () => {
  const asked: string[] = [];
  const lengthOf = memoizeLatest((text) => asked.push(text) && text.length);
  assert.deepEqual(["a", "a", "bb", "a", "a"].map(lengthOf), [1, 1, 2, 1, 1]);
  assert.deepEqual(asked, ["a", "bb", "a"]);
});

Deno.test("remembering() asks again after a failure, and keeps the answer before it", () => {
  let times = 0;
  const answer = memoizeLatest((text) => {
    times++;
    if (text === "bad") throw new Error("no");
    return text;
  });
  assert.equal(answer("good"), "good");
  assert.throws(() => answer("bad"));
  assert.throws(() => answer("bad"));
  assert.equal(answer("good"), "good");
  assert.equal(times, 3);
});
