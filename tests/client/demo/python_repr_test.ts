import assert from "node:assert/strict";
import { toPythonRepr } from "../../../client/demo/python_repr.ts";
import fc from "../../fast_check.ts";

const CASES: Record<string, string> = {
  "": "''",
  "plain": "'plain'",
  "it's": `"it's"`,
  'say "hi"': `'say "hi"'`,
  [`it's "so"`]: `'it\\'s "so"'`,
  "a\\b": "'a\\\\b'",
  "one\ntwo\r\tthree": "'one\\ntwo\\r\\tthree'",
  "\x00\x1b\x7f\x85": "'\\x00\\x1b\\x7f\\x85'",
  "no-break\xa0space, soft\xadhyphen": "'no-break\\xa0space, soft\\xadhyphen'",
  "line\u2028separator, zero\u200bwidth, \ufeff": "'line\\u2028separator, zero\\u200bwidth, \\ufeff'",
  "private \ue000 and far \u{10ffff}, tag \u{e0041}": "'private \\ue000 and far \\U0010ffff, tag \\U000e0041'",
  "lone \ud83d half": "'lone \\ud83d half'",
  "äöü — 日本 🧠 👩‍💻": "'äöü — 日本 🧠 👩\\u200d💻'",
};

for (const [text, literal] of Object.entries(CASES)) {
  Deno.test(`toPythonRepr() writes ${literal}`, () => {
    assert.equal(toPythonRepr(text), literal);
  });
}

Deno.test("toPythonRepr() writes literals that parse to the same text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assert.equal(readLiteral(toPythonRepr(text)), text);
  }));
});

/** Parses a Python string literal. */
function readLiteral(literal: string): string {
  const escape = /\\(?:x(..)|u(.{4})|U(.{8})|(.))/gs;
  const named: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return literal.slice(1, -1).replaceAll(escape, (_all, two, four, eight, character) => {
    const digits = two ?? four ?? eight;
    return digits === undefined ? named[character] ?? character : String.fromCodePoint(parseInt(digits, 16));
  });
}
