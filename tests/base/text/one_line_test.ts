import assert from "node:assert/strict";
import { toOneLine } from "../../../base/text/one_line.ts";

const TEXTS: readonly [given: string, line: string][] = [
  ["Cannot log in", "Cannot log in"],
  [" a\r\nb\tc\u2028d ", "a b c d"],
  ["a\x00b\x1b[31mc\u0085d", "ab[31mc d"],
  ["abc\u202egnp.exe", "abcgnp.exe"],
  ["cust\u200bomer\u2060_\ufeffwords", "customer_words"],
  ["a\u200db\u00adc\u3164", "abc"],
  ["hidden\u{e0041}\u{e0042}", "hidden"],
  ["👨‍👩‍👧 ❤️", "👨‍👩‍👧 ❤️"],
  ["نمی‌خواهم क्‍ष", "نمی‌خواهم क्‍ष"],
  ["\u200b\n", ""],
];

for (const [given, line] of TEXTS) {
  Deno.test(`toOneLine() turns ${JSON.stringify(given)} into ${JSON.stringify(line)}`, () => {
    assert.equal(toOneLine(given), line);
    assert.equal(toOneLine(line), line);
  });
}
