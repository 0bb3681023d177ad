import assert from "node:assert/strict";
import { delay } from "../../base/delay.ts";

Deno.test("delay() waits", async () => {
  const began = performance.now();
  await delay(0.05, new AbortController().signal);
  assert.ok(performance.now() - began >= 45);
});

Deno.test("delay() ends at once with its signal", async () => {
  const ending = new AbortController();
  const waiting = delay(1_000, ending.signal);
  ending.abort(new Error("enough"));
  await assert.rejects(waiting, /enough/);
  await assert.rejects(delay(1_000, ending.signal), /enough/);
});
