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

Deno.test("RateLimiter allows a minute's messages at once, and then refills", () => {
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

Deno.test("RateLimiter counts each client separately", () => {
  const { limit } = createLimiter(1);
  limit.take("dana");
  limit.take("eve");
  assert.equal(getRetryAfter(() => limit.take("dana")), 60);
});

Deno.test("RateLimiter takes nothing for a rejected message", () => {
  const { clock, limit } = createLimiter(10);
  limit.take("dana", 10);
  for (let n = 0; n < 100; n++) getRetryAfter(() => limit.take("dana"));
  clock.now += 6000;
  limit.take("dana");
});

Deno.test("RateLimiter removes clients with a full allowance, so that it does not grow", () => {
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
