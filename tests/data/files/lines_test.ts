import assert from "node:assert/strict";
import { readLines } from "../../../data/files/lines.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import fc from "../../fast_check.ts";

Deno.test("readLines() returns numbered lines without blank lines and line ends", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("lines");
  const line = fc.constantFrom("", " ", "a", "é", "{}");
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.constantFrom("\n", "\r\n"), async (lines, end) => {
      await Deno.writeTextFile(path, lines.join(end));
      const expected = lines.map((text, index) => ({ number: index + 1, text })).filter(({ text }) =>
        text.trim() !== ""
      );
      assert.deepEqual(await Array.fromAsync(readLines(path)), expected);
    }),
    { numRuns: 30 },
  );
});

Deno.test("readLines() joins the chunks of a long line", async () => {
  await using folder = await TemporaryFolder.create();
  const long = "x".repeat(1_000_000);
  await Deno.writeTextFile(folder.file("lines"), `a\n${long}\nb`);
  const lines = await Array.fromAsync(readLines(folder.file("lines")));
  assert.deepEqual(lines.map(({ text }) => text), ["a", long, "b"]);
});
