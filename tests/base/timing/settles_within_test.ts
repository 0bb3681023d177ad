import assert from "node:assert/strict";
import { settlesWithin } from "../../../base/timing/settles_within.ts";

Deno.test("settlesWithin() returns true for a promise that is fulfilled or rejected in time", async () => {
  assert.equal(await settlesWithin(Promise.resolve(), 1_000_000), true);
  assert.equal(await settlesWithin(Promise.reject(new Error("failed")), 1_000_000), true);
});

Deno.test("settlesWithin() returns false after its time limit", async () => {
  assert.equal(await settlesWithin(new Promise(() => {}), 10), false);
});
