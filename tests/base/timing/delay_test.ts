import assert from "node:assert/strict";
import { delay } from "../../../base/timing/delay.ts";

Deno.test("delay() waits", async () => {
  const began = performance.now();
  await delay(50);
  assert.ok(performance.now() - began >= 45);
});

Deno.test("delay() rejects as soon as its signal is aborted", async () => {
  const abort = new AbortController();
  const waiting = delay(1_000_000, { signal: abort.signal });
  abort.abort(new Error("enough"));
  await assert.rejects(waiting, /enough/);
  await assert.rejects(delay(1_000_000, { signal: abort.signal }), /enough/);
});
