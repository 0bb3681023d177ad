import assert from "node:assert/strict";
import { formatInteger } from "../../../../base/text/format/format_integer.ts";

Deno.test("formatInteger() groups digits as English does", () => {
  for (
    const number of [0, 7, 999, 1_000, 10_003, 123_456, 1_000_000, 9_007_199_254_740_991, -1, -999, -1_000, -12_345]
  ) {
    assert.equal(formatInteger(number), number.toLocaleString("en"));
  }
});
