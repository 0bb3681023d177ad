import assert from "node:assert/strict";
import { RateLimit } from "../../../server/http/rate_limit.ts";
import { Refusal } from "../../../server/http/refusal.ts";

/** A limit, and the clock that it looks at. */
function limited(perMinute: number) {
  const clock = { now: 1000 };
  return { clock, limit: new RateLimit(perMinute, () => clock.now) };
}

function retryAfter(action: () => void): number {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof Refusal);
    assert.equal(error.status, 429);
    return Number(error.headers["Retry-After"]);
  }
  return 0;
}

Deno.test("RateLimit gives a minute's worth at once, and then as time goes by", () => {
  const { clock, limit } = limited(60);
  for (let n = 0; n < 60; n++) limit.take("dana");
  assert.equal(retryAfter(() => limit.take("dana")), 1);
  clock.now += 1000;
  limit.take("dana");
  assert.equal(retryAfter(() => limit.take("dana", 30)), 30);
  clock.now += 3_600_000;
  limit.take("dana", 60);
  assert.equal(retryAfter(() => limit.take("dana")), 1, "an idle hour saves up no more than a minute's worth");
});

Deno.test("RateLimit counts each client for itself", () => {
  const { limit } = limited(1);
  limit.take("dana");
  limit.take("eve");
  assert.equal(retryAfter(() => limit.take("dana")), 60);
});

Deno.test("RateLimit takes nothing from who is refused", () => {
  const { clock, limit } = limited(10);
  limit.take("dana", 10);
  for (let n = 0; n < 100; n++) retryAfter(() => limit.take("dana"));
  clock.now += 6000;
  limit.take("dana");
});

Deno.test("RateLimit forgets clients who have their whole allowance, so that it doesn't grow", () => {
  const { clock, limit } = limited(60);
  for (let n = 0; n < 10_000; n++) limit.take(`address ${n}`);
  clock.now += 60_000;
  limit.take("the last straw", 60);
  assert.equal(retryAfter(() => limit.take("the last straw")), 1, "who has used theirs is remembered");
});

Deno.test("RateLimit of Infinity limits nobody", () => {
  const { limit } = limited(Infinity);
  for (let n = 0; n < 1000; n++) limit.take("dana", 1000);
});
