import assert from "node:assert/strict";
import { isTextual } from "../../../../server/definitions/attachments/media_type.ts";

Deno.test("isTextual() recognizes the media types of text files", () => {
  for (const type of ["text/plain", "Text/HTML; charset=utf-8", "application/json", "image/svg+xml", "a/b+json"]) {
    assert.equal(isTextual(type), true, type);
  }
  for (const type of ["image/png", "application/octet-stream", "application/pdf", "video/text", "json"]) {
    assert.equal(isTextual(type), false, type);
  }
});
