import assert from "node:assert/strict";
import { compareRates } from "../../../bench/measurements/compare_rates.ts";
import type { Program } from "../../../bench/programs/program.ts";

function program(name: string): Program {
  const never = () => {
    throw new Error("It is never run here");
  };
  return { name, fill: never, serve: never };
}

Deno.test("compareRates() groups programs by request, and has goals for ours only", () => {
  const [ours, other] = [program("ours"), program("other")];
  const samples = { floor: { read: [90] }, other: { read: [10], close: [2] }, ours: { read: [40], close: [8] } };
  const figures = compareRates(samples, [ours], other, { close: { atLeast: 5 } });
  assert.deepEqual(figures.map(({ what, program }) => `${what} ${program}`), [
    "read floor",
    "read other",
    "read ours",
    "close other",
    "close ours",
  ]);
  assert.deepEqual(figures.flatMap(({ compared }) => compared ?? []), [
    { with: "other", samples: [10] },
    { with: "other", samples: [10] },
    { with: "other", samples: [2], goal: { atLeast: 5 } },
  ]);
});
