import assert from "node:assert/strict";
import { CallTimeouts } from "../../../client/handlers/call_timeouts.ts";

Deno.test("CallClocks.start() starts a clock that runs out", async () => {
  using clock = new CallTimeouts().start(10);
  await waitForAbort(clock.signal);
});

Deno.test("CallClocks.whileAnswering() stops all clocks, also those that are started meanwhile", async () => {
  const clocks = new CallTimeouts();
  using before = clocks.start(30);
  let meanwhile: AbortSignal | undefined;
  const answer = await clocks.pauseWhile(async () => {
    meanwhile = clocks.start(30).signal;
    await pause(100);
    return "answer";
  });
  assert.deepEqual([answer, before.signal.aborted, meanwhile!.aborted], ["answer", false, false]);
  await Promise.all([waitForAbort(before.signal), waitForAbort(meanwhile!)]);
});

Deno.test("CallClocks.whileAnswering() starts the clocks once the last answer is there, or the question failed", async () => {
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  const long = clocks.pauseWhile(() => pause(150));
  await assert.rejects(clocks.pauseWhile(() => Promise.reject(new Error("no"))), /no/);
  await pause(60);
  assert.equal(clock.signal.aborted, false);
  await long;
  await waitForAbort(clock.signal);
});

Deno.test("CallClock.renew() leaves a clock still while an answer is waited for, as when progress is told meanwhile", async () => {
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  await clocks.pauseWhile(async () => {
    clock.restart();
    await pause(100);
  });
  assert.equal(clock.signal.aborted, false);
  await waitForAbort(clock.signal);
});

Deno.test("CallClock.renew() gives the whole time again, and disposing of it ends it", async () => {
  const clock = new CallTimeouts().start(60);
  for (let renewed = 0; renewed < 3; renewed++) {
    await pause(30);
    clock.restart();
  }
  assert.equal(clock.signal.aborted, false);
  clock[Symbol.dispose]();
  await pause(80);
  assert.equal(clock.signal.aborted, false);
});

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

async function waitForAbort(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
}
