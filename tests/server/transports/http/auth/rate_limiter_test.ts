import assert from "node:assert/strict";
import { RateLimiter } from "../../../../../server/transports/http/auth/rate_limiter.ts";
import { HttpError } from "../../../../../server/transports/http/wire/http_error.ts";

/** A limit, and the clock that it looks at. */
function createLimiter(perMinute: number) {
  const clock = { now: 1000 };
  return { clock, limit: new RateLimiter(perMinute, () => clock.now) };
}

function getRetryAfter(action: () => void): number {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof HttpError);
    assert.equal(error.status, 429);
    return Number(error.headers["Retry-After"]);
  }
  return 0;
}

Deno.test("RateLimit gives a minute's worth at once, and then as time goes by", () => {
  const { clock, limit } = createLimiter(60);
  for (let n = 0; n < 60; n++) limit.take("dana");
  assert.equal(getRetryAfter(() => limit.take("dana")), 1);
  clock.now += 1000;
  limit.take("dana");
  assert.equal(getRetryAfter(() => limit.take("dana", 30)), 30);
  clock.now += 3_600_000;
  limit.take("dana", 60);
  assert.equal(getRetryAfter(() => limit.take("dana")), 1, "an idle hour saves up no more than a minute's worth");
});

Deno.test("RateLimit counts each client for itself", () => {
  const { limit } = createLimiter(1);
  limit.take("dana");
  limit.take("eve");
  assert.equal(getRetryAfter(() => limit.take("dana")), 60);
});

Deno.test("RateLimit takes nothing from who is refused", () => {
  const { clock, limit } = createLimiter(10);
  limit.take("dana", 10);
  for (let n = 0; n < 100; n++) getRetryAfter(() => limit.take("dana"));
  clock.now += 6000;
  limit.take("dana");
});

Deno.test("RateLimit forgets clients who have their whole allowance, so that it doesn't grow", () => {
  const { clock, limit } = createLimiter(60);
  for (let n = 0; n < 10_000; n++) limit.take(`address ${n}`);
  clock.now += 60_000;
  limit.take("the last straw", 60);
  assert.equal(getRetryAfter(() => limit.take("the last straw")), 1, "who has used theirs is remembered");
});

Deno.test("RateLimiter with Infinity has no limit", () => {
  const { limit } = createLimiter(Infinity);
  for (let n = 0; n < 1000; n++) limit.take("dana", 1000);
});
