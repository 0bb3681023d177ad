import assert from "node:assert/strict";
import { CallClocks } from "../../client/call_clocks.ts";

Deno.test("CallClocks.start() starts a clock that runs out", async () => {
  using clock = new CallClocks().start(10);
  await aborted(clock.signal);
});

Deno.test("CallClocks.whileAnswering() stops all clocks, also those that are started meanwhile", async () => {
  const clocks = new CallClocks();
  using before = clocks.start(30);
  let meanwhile: AbortSignal | undefined;
  const answer = await clocks.whileAnswering(async () => {
    meanwhile = clocks.start(30).signal;
    await pause(100);
    return "answer";
  });
  assert.deepEqual([answer, before.signal.aborted, meanwhile!.aborted], ["answer", false, false]);
  await Promise.all([aborted(before.signal), aborted(meanwhile!)]);
});

Deno.test("CallClocks.whileAnswering() starts the clocks once the last answer is there, or the question failed", async () => {
  const clocks = new CallClocks();
  using clock = clocks.start(30);
  const long = clocks.whileAnswering(() => pause(150));
  await assert.rejects(clocks.whileAnswering(() => Promise.reject(new Error("no"))), /no/);
  await pause(60);
  assert.equal(clock.signal.aborted, false);
  await long;
  await aborted(clock.signal);
});

Deno.test("CallClock.renew() leaves a clock still while an answer is waited for, as when progress is told meanwhile", async () => {
  const clocks = new CallClocks();
  using clock = clocks.start(30);
  await clocks.whileAnswering(async () => {
    clock.renew();
    await pause(100);
  });
  assert.equal(clock.signal.aborted, false);
  await aborted(clock.signal);
});

Deno.test("CallClock.renew() gives the whole time again, and disposing of it ends it", async () => {
  const clock = new CallClocks().start(60);
  for (let renewed = 0; renewed < 3; renewed++) {
    await pause(30);
    clock.renew();
  }
  assert.equal(clock.signal.aborted, false);
  clock[Symbol.dispose]();
  await pause(80);
  assert.equal(clock.signal.aborted, false);
});

function pause(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve));
}
