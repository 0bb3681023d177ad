import assert from "node:assert/strict";
import { CallTimeouts } from "../../../client/handlers/call_timeouts.ts";
import { FakeTimers } from "../../fake_timers.ts";

Deno.test("CallTimeouts.start() starts a timeout that expires", () => {
  using timers = new FakeTimers();
  using clock = new CallTimeouts().start(10);
  timers.advance(9);
  assert.equal(clock.signal.aborted, false);
  timers.advance(1);
  assert.equal(clock.signal.aborted, true);
});

Deno.test("CallTimeouts.pauseWhile() pauses all timeouts, including new ones", async () => {
  using timers = new FakeTimers();
  const clocks = new CallTimeouts();
  using before = clocks.start(30);
  let meanwhile: AbortSignal | undefined;
  const answer = await clocks.pauseWhile(() => {
    meanwhile = clocks.start(30).signal;
    timers.advance(100);
    return Promise.resolve("answer");
  });
  assert.deepEqual([answer, before.signal.aborted, meanwhile!.aborted], ["answer", false, false]);
  timers.advance(30);
  assert.deepEqual([before.signal.aborted, meanwhile!.aborted], [true, true]);
});

Deno.test("CallTimeouts.pauseWhile() resumes the timeouts after the last request, even if it failed", async () => {
  using timers = new FakeTimers();
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  const { promise, resolve } = Promise.withResolvers<void>();
  const long = clocks.pauseWhile(() => promise);
  await assert.rejects(clocks.pauseWhile(() => Promise.reject(new Error("no"))), /no/);
  timers.advance(60);
  assert.equal(clock.signal.aborted, false);
  resolve();
  await long;
  timers.advance(30);
  assert.equal(clock.signal.aborted, true);
});

Deno.test("CallTimeout.restart() keeps a paused timeout paused when progress is reported", async () => {
  using timers = new FakeTimers();
  const clocks = new CallTimeouts();
  using clock = clocks.start(30);
  await clocks.pauseWhile(() => {
    clock.restart();
    timers.advance(100);
    return Promise.resolve();
  });
  assert.equal(clock.signal.aborted, false);
  timers.advance(30);
  assert.equal(clock.signal.aborted, true);
});

Deno.test("CallTimeout.restart() restarts the full time limit, and its disposal stops it", () => {
  using timers = new FakeTimers();
  const clock = new CallTimeouts().start(60);
  for (let renewed = 0; renewed < 3; renewed++) {
    timers.advance(50);
    clock.restart();
  }
  assert.equal(clock.signal.aborted, false);
  clock[Symbol.dispose]();
  timers.advance(80);
  assert.equal(clock.signal.aborted, false);
});
