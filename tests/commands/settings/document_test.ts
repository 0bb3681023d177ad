import assert from "node:assert/strict";
import { parseText } from "../../../commands/settings/document.ts";

Deno.test("parseText() reads YAML and JSON, and an empty text as an empty document", () => {
  for (const text of ["reopen_days: 3", '{ "reopen_days": 3 }']) {
    assert.deepEqual(parseText(text, "a.yaml"), { reopen_days: 3 });
  }
  assert.deepEqual(parseText("# Nothing", "a.yaml"), {});
});

Deno.test("parseText() names the place of an error", () => {
  assert.throws(() => parseText("team: [", "a.yaml"), { message: /^a\.yaml:1:8: .*\. Correct it\.$/ });
});

for (
  const [name, text] of [
    ["objects", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
    ["lists", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["lines", Array.from({ length: 3_000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
  ]
) {
  Deno.test(`parseText() rejects ${name} that are nested too deeply`, () => {
    const message = "a.yaml is nested too deeply to be read. No setting needs as many levels.";
    assert.throws(() => parseText(text!, "a.yaml"), { message });
  });
}
