import assert from "node:assert/strict";
import { withTimeout } from "../../../../store/kv/connection/timeout.ts";

Deno.test("within() gives what the work gives, or throws what it throws", async () => {
  assert.equal(await withTimeout(10_000, Promise.resolve(42)), 42);
  await assert.rejects(withTimeout(10_000, Promise.reject(new Error("no"))), /^Error: no$/);
});

Deno.test("within() waits no longer than its limit", async () => {
  await assert.rejects(withTimeout(20, new Promise(() => {})), /no answer within 0\.02 seconds/);
});
