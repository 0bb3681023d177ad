import assert from "node:assert/strict";
import { parsePersonName } from "../../../commands/values/person_name.ts";

Deno.test("parsePersonName() returns one line with single spaces", () => {
  for (const text of ["Ana  Berg", " Ana Berg\n", "Ana\u00a0Berg"]) assert.equal(parsePersonName(text), "Ana Berg");
});

for (
  const text of ["", "  ", "a".repeat(201), "Ana\nBerg", "Ana\tBerg", "Ana\u2028Berg", "Ana\x1b[31mBerg", "Ana\x00"]
) {
  Deno.test(`parsePersonName() rejects ${JSON.stringify(text.slice(0, 20))}`, () => {
    assert.throws(
      () => parsePersonName(text),
      (error) => error instanceof SyntaxError && /^Use a name /.test(error.message),
    );
  });
}
