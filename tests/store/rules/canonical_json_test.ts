import assert from "node:assert/strict";
import * as fc from "fast-check";
import { canonicalJson } from "../../../store/rules/canonical_json.ts";

Deno.test("canonicalJson() doesn't depend on the order of keys, nor on what is undefined", () => {
  assert.equal(canonicalJson({ b: [{ d: 1, c: null }], a: "x", e: undefined }), '{"a":"x","b":[{"c":null,"d":1}]}');
  assert.equal(canonicalJson({ a: 1, b: 2 }), canonicalJson({ b: 2, a: 1 }));
  assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
});

Deno.test("canonicalJson() is JSON of the same data", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
  }));
});
