import assert from "node:assert/strict";
import { toPrintable, toPrintableLine } from "../../../base/text/printable.ts";

Deno.test("toPrintable() shows what could move a terminal's cursor", () => {
  assert.equal(
    toPrintable("\x1b[2Jgone\x07 \x9b1A over\rwritten \x7f\0"),
    "\\x1b[2Jgone\\x07 \\x9b1A over\\x0dwritten \\x7f\\x00",
  );
});

Deno.test("toPrintable() leaves lines, tabs and letters as they are", () => {
  const text = "one\n\ttwo\r\nthree — ✅ é 日本\u00a0👩\u200d💻 نامه\u200cای";
  assert.equal(toPrintable(text), text);
});

Deno.test("toPrintable() shows what turns the direction of writing around", () => {
  assert.equal(toPrintable("safe\u202efdp.exe \u2066x\u2069"), "safe\\u202efdp.exe \\u2066x\\u2069");
  assert.equal(toPrintable("שלום مرحبا"), "שלום مرحبا");
});

Deno.test("toPrintable() shows what hides words, or ends a line", () => {
  assert.equal(
    toPrintable("a\u200bb \u{e0041}\u{e0042} c\u2028d\u2029e\ufefff\u00adg"),
    "a\\u200bb \\u{e0041}\\u{e0042} c\\u2028d\\u2029e\\ufefff\\xadg",
  );
});

Deno.test("toPrintableLine() leaves one line", () => {
  assert.equal(toPrintableLine(" Yes\n│  ◆ No\r\n\tdone\x1b "), "Yes │  ◆ No done\\x1b");
});
