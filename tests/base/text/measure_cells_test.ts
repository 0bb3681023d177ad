import assert from "node:assert/strict";
import { measureCells, splitLetters } from "../../../base/text/measure_cells.ts";

Deno.test("measureCells() counts letters, and wide ones twice", () => {
  assert.deepEqual(["é", "e\u0301", "👩‍🔧", "✅", "日", ""].map(measureCells), [1, 1, 2, 2, 2, 0]);
});

Deno.test("splitLetters() keeps the parts of a letter together", () => {
  assert.deepEqual(splitLetters("ae\u0301👩‍🔧"), ["a", "e\u0301", "👩‍🔧"]);
});
