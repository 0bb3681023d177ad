import assert from "node:assert/strict";
import { withStoreTimeout } from "../../../../store/kv/connection/timeout.ts";

Deno.test("withStoreTimeout() gives what the work gives, or throws what it throws", async () => {
  assert.equal(await withStoreTimeout(10_000, Promise.resolve(42)), 42);
  await assert.rejects(withStoreTimeout(10_000, Promise.reject(new Error("no"))), /^Error: no$/);
});

Deno.test("withStoreTimeout() waits no longer than its limit", async () => {
  await assert.rejects(withStoreTimeout(20, new Promise(() => {})), /no answer within 0\.02 seconds/);
});
