import assert from "node:assert/strict";
import { formatGoal, isReached } from "../../../bench/report/goal.ts";

Deno.test("isReached() includes the bound", () => {
  assert.deepEqual([1.9, 2, 2.1].map((value) => isReached({ atMost: 2 }, value)), [true, true, false]);
  assert.deepEqual([6.9, 7, 7.1].map((value) => isReached({ atLeast: 7 }, value)), [false, true, true]);
});

Deno.test("formatGoal() shows the bound and whether it is reached", () => {
  assert.equal(formatGoal({ atMost: 90 }, 214, " MB"), "at most 90 MB: missed");
  assert.equal(formatGoal({ atLeast: 12 }, 13), "at least 12: reached");
});
