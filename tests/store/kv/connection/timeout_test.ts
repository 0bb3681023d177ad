import assert from "node:assert/strict";
import { StoreTimeoutError, withStoreTimeout } from "../../../../store/kv/connection/timeout.ts";

Deno.test("withStoreTimeout() passes results and errors on", async () => {
  assert.equal(await withStoreTimeout(10_000, Promise.resolve(42)), 42);
  await assert.rejects(withStoreTimeout(10_000, Promise.reject(new Error("no"))), /^Error: no$/);
});

Deno.test("withStoreTimeout() throws after the limit", async () => {
  const error = await withStoreTimeout(20, new Promise(() => {})).catch((error) => error);
  assert.ok(error instanceof StoreTimeoutError);
  assert.equal(error.message, "no response within 0.02 seconds");
});
