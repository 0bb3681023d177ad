import assert from "node:assert/strict";
import { camelCaseToWords } from "../../../base/text/camel_case_to_words.ts";

Deno.test("camelCaseToWords() keeps the first capital letter only", () => {
  assert.equal(camelCaseToWords("CloseBraceExpected"), "Close brace expected");
});
