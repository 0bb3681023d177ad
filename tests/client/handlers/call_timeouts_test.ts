import assert from "node:assert/strict";
import { CallTimeouts } from "../../../client/handlers/call_timeouts.ts";

Deno.test("CallTimeouts.start() starts a timeout that expires", async () => {
  using clock = new CallTimeouts().start(10);
  await waitForAbort(clock.signal);
});

Deno.test("CallTimeouts.pauseWhile() pauses all timeouts, including new ones", async () => {
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

Deno.test("CallTimeouts.pauseWhile() resumes the timeouts after the last request, even if it failed", async () => {
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  const long = clocks.pauseWhile(() => pause(150));
  await assert.rejects(clocks.pauseWhile(() => Promise.reject(new Error("no"))), /no/);
  await pause(60);
  assert.equal(clock.signal.aborted, false);
  await long;
  await waitForAbort(clock.signal);
});

Deno.test("CallTimeout.restart() keeps a paused timeout paused when progress is reported", async () => {
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  await clocks.pauseWhile(async () => {
    clock.restart();
    await pause(100);
  });
  assert.equal(clock.signal.aborted, false);
  await waitForAbort(clock.signal);
});

Deno.test("CallTimeout.restart() restarts the full time limit, and its disposal stops it", async () => {
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
