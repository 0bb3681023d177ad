import assert from "node:assert/strict";
import { concatBytes } from "../../../base/bytes/concat_bytes.ts";

Deno.test("concatBytes() joins chunks in order", () => {
  assert.deepEqual(concatBytes([Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3)]), Uint8Array.of(1, 2, 3));
  assert.deepEqual(concatBytes([]), new Uint8Array());
});
