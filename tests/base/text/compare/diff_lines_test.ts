import assert from "node:assert/strict";
import { diffLines } from "../../../../base/text/compare/diff_lines.ts";
import fc from "../../../fast_check.ts";

Deno.test("diffLines() lists removed and added lines, and no unchanged one", () => {
  assert.deepEqual(diffLines("", "a\nb\n"), ["+ a", "+ b"]);
  assert.deepEqual(diffLines("a\nb\n", ""), ["- a", "- b"]);
  assert.deepEqual(diffLines("a\nb\nc\nd\ne\n", "a\nx\nc\ne\nf\n"), ["- b", "+ x", "- d", "+ f"]);
  assert.deepEqual(diffLines("a\r\nb\r\n", "a\nb"), []);
});

Deno.test("diffLines() can be applied: removed lines are in the old text, added ones in the new", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(
    fc.property(text, text, (old, now) => {
      const changes = diffLines(old.join("\n"), now.join("\n"));
      const [removed, added] = ["-", "+"].map((sign) => changes.filter((line) => line.startsWith(sign)).length);
      assert.equal(old.length - removed!, now.length - added!);
    }),
    { numRuns: 200 },
  );
});

Deno.test("diffLines() replaces everything between the first and the last change of huge texts", () => {
  const lines = Array.from({ length: 2_100 }, (_, index) => `${index}`);
  const changes = diffLines(lines.join("\n"), lines.map((line) => `${line}!`).join("\n"));
  assert.equal(changes.length, 4_200);
});
