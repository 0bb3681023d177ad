import assert from "node:assert/strict";
import fc from "fast-check";
import { toAttachmentName } from "../../../server/files/attachment_name.ts";
import { LIMITS } from "../../../store/mod.ts";

Deno.test("attachmentNameOf() keeps usual names and replaces what no attachment may have", () => {
  assert.equal(toAttachmentName("Bildschirm foto, 100%.png"), "Bildschirm foto, 100%.png");
  assert.equal(toAttachmentName("a\\b\nc\u0085.log"), "a_b_c_.log");
  assert.equal(toAttachmentName("  "), "attachment");
});

Deno.test("attachmentNameOf() keeps the end of a long name", () => {
  const name = toAttachmentName(`${"x".repeat(300)}.png`);
  assert.equal(name.length, LIMITS.name);
  assert.ok(name.endsWith("x.png"));
});

Deno.test("attachmentNameOf() always gives a name that goes into a URI and back", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (fileName) => {
    const name = toAttachmentName(fileName);
    assert.ok(name.length >= 1 && name.length <= LIMITS.name);
    assert.doesNotMatch(name, /[/\\\n\0]/);
    assert.equal(decodeURIComponent(encodeURIComponent(name)), name);
  }));
});
