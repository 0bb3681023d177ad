import assert from "node:assert/strict";
import { escapeCharacters } from "../../../scripts/bundle/escape_characters.ts";

/** Evaluates an expression. */
function evaluate(expression: string): unknown {
  return new Function(`return ${expression}`)();
}

Deno.test("escapeCharacters() writes ASCII with the same meaning", () => {
  for (const text of [`"é 😀 \\\\–"`, "`ü ${'–'}`", `/[😀–]/u.test("😀")`, `({ größe: 1 }).größe`]) {
    const escaped = escapeCharacters(text);
    assert.match(escaped, /^\p{ASCII}+$/u);
    assert.equal(evaluate(escaped), evaluate(text), text);
  }
  assert.equal(evaluate(`/^[’ー々〆]+$/u.test("ー々")`), evaluate(escapeCharacters(`/^[’ー々〆]+$/u.test("ー々")`)));
});

Deno.test("escapeCharacters() rejects a character that has no escape where it is", () => {
  assert.throws(() => escapeCharacters("String.raw`a–b`"), /Write an escape/);
  assert.throws(() => escapeCharacters("/\\–/"), /Write an escape/);
});
