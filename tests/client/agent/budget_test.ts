import assert from "node:assert/strict";
import { Budget } from "../../../client/agent/budget.ts";

const LIMITS = { steps: 2, tokens: 100, seconds: 60 };

Deno.test("Budget.reachedLimit names the limit that is reached", () => {
  const budget = new Budget(LIMITS);
  assert.equal(budget.reachedLimit, undefined);
  budget.steps = 2;
  assert.equal(budget.reachedLimit, "steps");
  budget.spend({ tokens: { input: 90, output: 10 }, cost: null });
  assert.equal(budget.reachedLimit, "tokens");
  assert.equal(new Budget({ ...LIMITS, seconds: 0 }).reachedLimit, "time");
});

Deno.test("Budget.spend() adds up tokens, and costs where they are known", () => {
  const budget = new Budget(LIMITS);
  budget.spend({ tokens: { input: 10, output: 1 }, cost: null });
  assert.deepEqual([budget.tokensLeft, budget.cost], [89, null]);
  budget.spend({ tokens: { input: 10, output: 1 }, cost: 0.25 });
  budget.spend({ tokens: { input: 10, output: 1 }, cost: 0.5 });
  assert.deepEqual([budget.tokens, budget.cost], [{ input: 30, output: 3 }, 0.75]);
});

Deno.test("Budget.timeoutSignal() is aborted at the time limit, whatever its length", async () => {
  const over = new Budget({ ...LIMITS, seconds: -1 }).timeoutSignal();
  if (!over.aborted) await new Promise((resolve) => over.addEventListener("abort", resolve));
  const far = new Budget({ ...LIMITS, seconds: 1e12 }).timeoutSignal();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(far.aborted, false);
});

Deno.test("Budget.excludeTime() does not count the time that people take", async () => {
  const budget = new Budget(LIMITS);
  await budget.excludeTime(new Promise((resolve) => setTimeout(resolve, 200)));
  const counted = LIMITS.seconds - budget.secondsLeft;
  assert.ok(budget.seconds - counted >= 0.19, `${counted} of ${budget.seconds} seconds count`);
  await assert.rejects(budget.excludeTime(Promise.reject(new Error("no"))), /no/);
});
