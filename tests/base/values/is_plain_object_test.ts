import assert from "node:assert/strict";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";

Deno.test("isPlainObject() accepts JSON objects only", () => {
  assert.deepEqual([{}, { a: 1 }].map(isPlainObject), [true, true]);
  assert.deepEqual([null, [], "text", 1, undefined].map(isPlainObject), [false, false, false, false, false]);
});
