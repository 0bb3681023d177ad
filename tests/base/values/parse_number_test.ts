import assert from "node:assert/strict";
import { parseNumber } from "../../../base/values/parse_number.ts";

Deno.test("parseNumber() reads decimals and exponents", () => {
  for (const [text, number] of [["5", 5], [" -5.50 ", -5.5], [".5", 0.5], ["1e3", 1_000], ["2.5E-1", 0.25]] as const) {
    assert.equal(parseNumber(text), number);
  }
});

Deno.test("parseNumber() returns undefined for anything else", () => {
  for (const text of ["", " ", ".", "e3", "1e", "0x10", "1,5", "1 000", "Infinity", "NaN", "1e999", "1e9999"]) {
    assert.equal(parseNumber(text), undefined, text);
  }
});
