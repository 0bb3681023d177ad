import assert from "node:assert/strict";
import { toCanonicalJson } from "../../../../store/rules/values/canonical_json.ts";
import fc from "../../../fast_check.ts";

Deno.test("toCanonicalJson() ignores the order of keys and undefined members", () => {
  assert.equal(toCanonicalJson({ b: [{ d: 1, c: null }], a: "x", e: undefined }), '{"a":"x","b":[{"c":null,"d":1}]}');
  assert.equal(toCanonicalJson({ a: 1, b: 2 }), toCanonicalJson({ b: 2, a: 1 }));
  assert.notEqual(toCanonicalJson([1, 2]), toCanonicalJson([2, 1]));
});

Deno.test("toCanonicalJson() is JSON of the same data", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.deepEqual(JSON.parse(toCanonicalJson(value)), JSON.parse(JSON.stringify(value)));
  }));
});
