import assert from "node:assert/strict";
import { findRepeatedHeader, parseHeader, splitHeader } from "../../../commands/values/header.ts";

Deno.test("parseHeader() accepts the form of HTTP and NAME=VALUE, and splitHeader() splits them", () => {
  for (
    const [text, pair] of [
      ["Authorization=Bearer a=b:c", ["Authorization", "Bearer a=b:c"]],
      ["Authorization: Bearer a", ["Authorization", "Bearer a"]],
      ["X-Desk = west ", ["X-Desk", "west"]],
      ["A=${TOKEN}", ["A", "${TOKEN}"]],
    ] as const
  ) assert.deepEqual(splitHeader(parseHeader(text)), pair);
});

for (
  const text of [
    "",
    "Authorization",
    "=Bearer a",
    "A B=c",
    "A=",
    "A=b\r\nC: d",
    "A:\nb",
    "A\n: b",
    "A: b\n",
    "A: b\x85",
    "A: \u2192",
    "A:  ",
  ]
) {
  Deno.test(`parseHeader() rejects ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseHeader(text), (error) => {
      return error instanceof SyntaxError && /^Use "NAME: VALUE" on one line, such as /.test(error.message);
    });
  });
}

Deno.test("findRepeatedHeader() finds a header that is given twice, in any case", () => {
  assert.equal(findRepeatedHeader(["Authorization: Basic x", "X-Team: 1", "authorization=Bearer y"]), "authorization");
  assert.equal(findRepeatedHeader(["Authorization: Basic x", "X-Team: 1"]), undefined);
});
