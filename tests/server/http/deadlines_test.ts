import assert from "node:assert/strict";
import { after } from "../../../server/http/deadlines.ts";

Deno.test("after() calls what is due, and not before", async () => {
  const began = performance.now();
  await new Promise<void>((resolve) => after(30, resolve));
  assert.ok(performance.now() - began >= 30);
});

Deno.test("after() calls each of many that are due together, but for those that were forgotten", async () => {
  const called: number[] = [];
  const all = Promise.withResolvers<void>();
  const forget = Array.from({ length: 10 }, (_, number) =>
    after(40, () => {
      called.push(number);
      if (called.length === 5) all.resolve();
    }));
  for (const number of [0, 2, 4, 6, 8]) forget[number]!();
  await all.promise;
  await new Promise<void>((resolve) => after(20, resolve));
  assert.deepEqual(called, [1, 3, 5, 7, 9]);
});

Deno.test("after() leaves no timer behind when nothing is due any more, and begins anew", async () => {
  const forget = after(60_000, () => assert.fail("nobody waits for it")); // the test would not end while it runs
  forget();
  forget();
  await new Promise<void>((resolve) => after(10, resolve));
});

Deno.test("after() takes lengths that have nothing to do with each other", async () => {
  const order: string[] = [];
  await Promise.all([50, 5, 25].map((length) =>
    new Promise<void>((resolve) =>
      after(length, () => {
        order.push(String(length));
        resolve();
      })
    )
  ));
  assert.deepEqual(order, ["5", "25", "50"]);
});
