import assert from "node:assert/strict";
import { retryAfterDelays } from "../../../base/timing/retry_after_delays.ts";

Deno.test("retryAfterDelays() waits before each attempt and returns the first success", async () => {
  const waited: number[] = [];
  const wait = (delay: number) => Promise.resolve(void waited.push(delay));
  let attempts = 0;
  const attempt = () => ++attempts < 2 ? Promise.reject(new Error("away")) : Promise.resolve("back");
  assert.equal(await retryAfterDelays(attempt, { delays: [1, 2, 4], wait }), "back");
  assert.deepEqual(waited, [1, 2]);
});

Deno.test("retryAfterDelays() throws the last error when the delays are used up", async () => {
  let attempts = 0;
  const attempt = () => Promise.reject(new Error(`away ${++attempts}`));
  await assert.rejects(retryAfterDelays(attempt, { delays: [1, 2], wait: () => Promise.resolve() }), /away 2/);
});

Deno.test("retryAfterDelays() ends at an error that is not retryable, and when the wait is rejected", async () => {
  const fail = () => Promise.reject(new Error("refused"));
  const options = { delays: [1, 2], wait: () => Promise.resolve(), isRetryable: () => false };
  await assert.rejects(retryAfterDelays(fail, options), /refused/);
  const abort = () => Promise.reject(new Error("aborted"));
  await assert.rejects(retryAfterDelays(fail, { delays: [1], wait: abort }), /aborted/);
});
