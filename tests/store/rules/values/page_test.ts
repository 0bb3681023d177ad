import assert from "node:assert/strict";
import { decodeCursor, encodeCursor, parsePageLimit } from "../../../../store/rules/values/page.ts";
import fc from "../../../fast_check.ts";

Deno.test("parsePageLimit() defaults to 20 and allows at most 100", () => {
  assert.deepEqual([parsePageLimit({}), parsePageLimit({ limit: 1 }), parsePageLimit({ limit: 100 })], [20, 1, 100]);
  for (const limit of [0, -1, 101, 1.5, NaN, Infinity]) {
    assert.throws(() => parsePageLimit({ limit }), { code: "invalid" });
  }
});

Deno.test("decodeCursor() returns the input of encodeCursor() for the same list", () => {
  fc.assert(fc.property(fc.string(), fc.oneof(fc.string({ unit: "grapheme" }), fc.nat()), (list, last) => {
    const cursor = encodeCursor(list, last);
    assert.match(cursor, /^[\w-]+$/);
    assert.equal(decodeCursor(list, cursor), last);
    assert.throws(() => decodeCursor(`${list}x`, cursor), { code: "invalid", message: /Leave it out/ });
  }));
});

Deno.test("decodeCursor() rejects anything else", () => {
  assert.equal(decodeCursor("list", undefined), null);
  fc.assert(fc.property(fc.string(), (cursor) => {
    assert.throws(() => decodeCursor("list", cursor), { code: "invalid" });
  }));
});
