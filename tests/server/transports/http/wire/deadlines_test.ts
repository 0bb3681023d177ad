import assert from "node:assert/strict";
import { Deadlines } from "../../../../../server/transports/http/wire/deadlines.ts";

/** Waits until a deadline of that length has passed. */
function waitForExpiry(deadlines: Deadlines): Promise<void> {
  return new Promise((resolve) => deadlines.set(resolve));
}

Deno.test("Deadlines calls what is due, and not before", async () => {
  const began = performance.now();
  await waitForExpiry(new Deadlines(30));
  assert.ok(performance.now() - began >= 30);
});

Deno.test("Deadlines calls each that is due, in order, but for those that were forgotten", async () => {
  const deadlines = new Deadlines(40);
  const called: number[] = [];
  const set = Array.from({ length: 10 }, (_, number) => deadlines.set(() => called.push(number)));
  for (const number of [0, 2, 4, 6, 8]) deadlines.clear(set[number]!);
  await waitForExpiry(deadlines);
  assert.deepEqual(called, [1, 3, 5, 7, 9]);
});

Deno.test("Deadlines lets each have its time when the first one was forgotten", async () => {
  const deadlines = new Deadlines(40);
  const first = deadlines.set(() => assert.fail("unexpected expiry"));
  await waitForExpiry(new Deadlines(20));
  const began = performance.now();
  const second = waitForExpiry(deadlines);
  deadlines.clear(first);
  await second;
  assert.ok(performance.now() - began >= 40);
});

Deno.test("Deadlines leaves no timer behind when it is closed, and calls nothing any more", async () => {
  const deadlines = new Deadlines(20);
  const fail = () => assert.fail("it is closed");
  const deadline = deadlines.set(fail);
  deadlines.clear(deadline);
  deadlines.clear(deadline);
  deadlines.set(fail);
  deadlines.close();
  deadlines.set(fail); // a timer for it would fail this test, which ends before that
  await waitForExpiry(new Deadlines(40));
});

Deno.test("Deadlines restarts after it was idle", async () => {
  const deadlines = new Deadlines(20);
  deadlines.clear(deadlines.set(() => assert.fail("unexpected expiry")));
  await waitForExpiry(new Deadlines(40));
  await waitForExpiry(deadlines);
});

Deno.test("Deadlines takes new ones and forgets others while it calls those that are due", async () => {
  const deadlines = new Deadlines(20);
  const called: string[] = [];
  await new Promise<void>((resolve) => {
    deadlines.set(() => {
      called.push("first");
      deadlines.clear(second);
      deadlines.set(() => {
        called.push("new");
        resolve();
      });
    });
    const second = deadlines.set(() => called.push("second"));
    deadlines.set(() => called.push("third"));
  });
  assert.deepEqual(called, ["first", "third", "new"]);
});
