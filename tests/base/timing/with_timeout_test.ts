import assert from "node:assert/strict";
import { withTimeout } from "../../../base/timing/with_timeout.ts";

const createError = () => new Error("too late");

Deno.test("withTimeout() returns or throws what the promise settles with", async () => {
  assert.equal(await withTimeout(Promise.resolve(42), 1_000_000, createError), 42);
  await assert.rejects(withTimeout(Promise.reject(new Error("failed")), 1_000_000, createError), /^Error: failed$/);
});

Deno.test("withTimeout() throws its error after the time limit", async () => {
  await assert.rejects(withTimeout(new Promise(() => {}), 10, createError), /^Error: too late$/);
});
