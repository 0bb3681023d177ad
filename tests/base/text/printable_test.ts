import assert from "node:assert/strict";
import { toPrintable, toPrintableJson, toPrintableLine } from "../../../base/text/printable.ts";

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

Deno.test("toPrintable() shows every character that a reader does not see", () => {
  const hidden = /^[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]$/u;
  const characters = Array.from(
    { length: 0x20000 },
    (_, code) => String.fromCodePoint(code < 0x1f000 ? code : code + 0xc1000),
  );
  for (const character of characters.filter((each) => each.isWellFormed() && each !== "\n" && each !== "\t")) {
    const printed = toPrintable(`a${character}b`);
    if (hidden.test(character)) assert.match(printed, /^a\\(?:x..|u....|u\{.+\})b$/, character);
    else assert.equal(printed, `a${character}b`);
  }
});

Deno.test("toPrintableJson() escapes what a reader does not see, and nothing else", () => {
  const value = { "na\u202eme": ["Ana\u200b\u{e0041}", "one\n\x07 é 日本 👩\u200d💻", "\ufeff"] };
  const json = toPrintableJson(value, 0);
  assert.equal(
    json,
    String.raw`{"na\u202eme":["Ana\u200b\udb40\udc41","one\n\u0007 é 日本 👩${"\u200d"}💻","\ufeff"]}`,
  );
  assert.deepEqual(JSON.parse(json), value);
});

Deno.test("toPrintableLine() leaves one line", () => {
  assert.equal(toPrintableLine(" Yes\n│  ◆ No\r\n\tdone\x1b "), "Yes │  ◆ No done\\x1b");
});
