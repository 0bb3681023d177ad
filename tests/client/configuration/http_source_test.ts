import assert from "node:assert/strict";
import { parseHeader } from "../../../client/configuration/http_source.ts";

Deno.test("parseHeader() splits at the first colon", () => {
  assert.deepEqual(parseHeader("Authorization: Bearer a:b"), ["Authorization", "Bearer a:b"]);
  assert.deepEqual(parseHeader("X-Empty:"), ["X-Empty", ""]);
});

Deno.test("parseHeader() rejects a header without a name", () => {
  for (const text of ["Bearer abc", ": abc", ""]) {
    assert.throws(() => parseHeader(text), /Invalid header .*: use "Name: value"/);
  }
});
