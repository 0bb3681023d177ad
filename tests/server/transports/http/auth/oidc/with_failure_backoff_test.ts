import assert from "node:assert/strict";
import { withFailureBackoff } from "../../../../../../server/transports/http/auth/oidc/with_failure_backoff.ts";

Deno.test("withFailureBackoff() shares the work of concurrent callers, and repeats it for later ones", async () => {
  let times = 0;
  const ask = withFailureBackoff(() => Promise.resolve(++times), 1000);
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [1, 1, 1]);
  assert.equal(await ask(), 2);
});

Deno.test("sparing() repeats a failure until it is time to try again", async () => {
  let now = 0;
  let times = 0;
  const ask = withFailureBackoff(() => Promise.reject(new Error(`failure ${++times}`)), 1000, () => now);
  await assert.rejects(ask(), { message: "failure 1" });
  now = 999;
  await assert.rejects(ask(), { message: "failure 1" });
  now = 1000;
  await assert.rejects(ask(), { message: "failure 2" });
});

Deno.test("sparing() forgets a failure after a success", async () => {
  let now = 0;
  let good = false;
  const ask = withFailureBackoff(
    () => good ? Promise.resolve("good") : Promise.reject(new Error("bad")),
    10,
    () => now,
  );
  await assert.rejects(ask(), { message: "bad" });
  [good, now] = [true, 10];
  assert.equal(await ask(), "good");
  now = 11;
  assert.equal(await ask(), "good");
});

Deno.test("sparing() takes work that fails before it begins for work that failed", async () => {
  let times = 0;
  const ask = withFailureBackoff<string>(() => {
    if (++times === 1) throw new Error("at once");
    return Promise.resolve("good");
  }, 0);
  await assert.rejects(ask(), { message: "at once" });
  assert.equal(await ask(), "good");
});
