import assert from "node:assert/strict";
import { decodeText, parseText } from "../../../commands/settings/document.ts";

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

Deno.test("parseText() says what is wrong with aliases and with several documents", () => {
  const levels = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`);
  assert.throws(() => parseText(["a0: &a0 [x]", ...levels].join("\n"), "a.yaml"), {
    name: "CommandError",
    message: "a.yaml has aliases (such as *name) for too many values. Write the values instead.",
  });
  assert.throws(() => parseText("team: *x", "a.yaml"), {
    name: "CommandError",
    message: "a.yaml has the alias *x, but no &x before it. Put a text that starts with * in quotation marks.",
  });
  assert.throws(() => parseText("reopen_days: 3\n---\nreopen_days: 4\n", "a.yaml"), {
    message: "a.yaml:2:1: The settings are one document, and another one starts here. Correct it.",
  });
});

Deno.test("decodeText() rejects text that is not UTF-8", () => {
  assert.equal(decodeText(new TextEncoder().encode("team: { Zoë: {} }"), "a.yaml"), "team: { Zoë: {} }");
  const latin1 = Uint8Array.from("team: { Zoë: {} }", (letter) => letter.charCodeAt(0));
  assert.throws(() => decodeText(latin1, "a.yaml"), {
    name: "CommandError",
    message: "a.yaml is not valid UTF-8. Save it as UTF-8.",
  });
});
