import assert from "node:assert/strict";
import { getMediaType } from "../../../server/files/media_types.ts";

Deno.test("getMediaType() derives the type from the extension, in any case", () => {
  assert.equal(getMediaType("Screenshot.PNG"), "image/png");
  assert.equal(getMediaType("app.2026-11-01.log"), "text/plain");
  assert.equal(getMediaType("data.json"), "application/json");
});

Deno.test("getMediaType() returns application/octet-stream for unknown extensions", () => {
  for (const name of ["README", ".png", "x.", "x.unknown", "x.constructor", ""]) {
    assert.equal(getMediaType(name), "application/octet-stream", name);
  }
});
