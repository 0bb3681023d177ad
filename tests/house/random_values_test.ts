import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles, PROJECT } from "./sources.ts";

Deno.test("tests import fast-check with its seed, from tests/fast_check.ts", async () => {
  const files = (await listFiles(PROJECT)).filter((file) => /\.tsx?$/.test(file));
  const importing: string[] = [];
  for (const file of files) {
    if (/from "(npm:)?fast-check/.test(await Deno.readTextFile(join(PROJECT, file)))) importing.push(file);
  }
  assert.deepEqual(importing, ["tests/fast_check.ts"]);
});
