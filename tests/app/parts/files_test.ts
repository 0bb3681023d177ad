import assert from "node:assert/strict";
import { formatSize } from "../../../app/parts/files.ts";

Deno.test("formatSize() uses the unit that fits", () => {
  assert.deepEqual([0, 900, 12_288, 1_048_576, 4_900_000].map((size) => formatSize(size, "en")), [
    ...["1 KB", "1 KB", "12 KB", "1 MB", "4.7 MB"],
  ]);
  assert.equal(formatSize(4_900_000, "de"), "4,7 MB");
});
