import assert from "node:assert/strict";
import { toAttachmentName } from "../../../server/files/attachment_name.ts";
import { LIMITS } from "../../../store/mod.ts";
import fc from "../../fast_check.ts";

Deno.test("toAttachmentName() keeps ordinary names and replaces forbidden characters", () => {
  assert.equal(toAttachmentName("Bildschirm foto, 100%.png"), "Bildschirm foto, 100%.png");
  assert.equal(toAttachmentName("a\\b\nc\u0085.log"), "a_b_c_.log");
  assert.equal(toAttachmentName("  "), "attachment");
});

Deno.test("toAttachmentName() keeps the end of a long name", () => {
  const name = toAttachmentName(`${"x".repeat(300)}.png`);
  assert.equal(name.length, LIMITS.name);
  assert.ok(name.endsWith("x.png"));
});

Deno.test("toAttachmentName() always returns a name that survives a URI", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (fileName) => {
    const name = toAttachmentName(fileName);
    assert.ok(name.length >= 1 && name.length <= LIMITS.name);
    assert.doesNotMatch(name, /[/\\\n\0]/);
    assert.equal(decodeURIComponent(encodeURIComponent(name)), name);
  }));
});
