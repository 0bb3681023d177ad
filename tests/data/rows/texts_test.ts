import assert from "node:assert/strict";
import { splitText, toTicketText } from "../../../data/rows/texts.ts";
import fc from "../../fast_check.ts";

Deno.test("splitText() keeps the whole text and the limit", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", " ", "\n", "é", "😀", "word "), maxLength: 200 });
  fc.assert(fc.property(texts, fc.integer({ min: 4, max: 50 }), (text, limit) => {
    const pieces = splitText(text, limit);
    assert.equal(pieces.join(""), text);
    for (const piece of pieces) {
      assert.ok(piece.length <= limit);
      assert.ok(piece.isWellFormed());
    }
  }));
});

Deno.test("splitText() prefers to cut after a line or a word", () => {
  assert.deepEqual(splitText("one two\nthree four", 12), ["one two\n", "three four"]);
  assert.deepEqual(splitText("one two three", 9), ["one two ", "three"]);
  assert.deepEqual(splitText("abcdefghij", 4), ["abcd", "efgh", "ij"]);
});

Deno.test("toTicketText() uses the description's first line as a missing subject", () => {
  assert.deepEqual(toTicketText(" ", "My card\nis lost."), {
    subject: "My card",
    description: "My card\nis lost.",
    rest: [],
  });
  assert.equal(toTicketText("", "").subject, "(no subject)");
});

Deno.test("toTicketText() puts a long subject in full above the description", () => {
  const subject = "why ".repeat(100).trim();
  const { subject: cut, description } = toTicketText(subject, "Text.");
  assert.equal(cut.length, 250);
  assert.ok(cut.endsWith("…"));
  assert.equal(description, `${subject}\n\nText.`);
});

Deno.test("toTicketText() splits a long description and keeps all of it", () => {
  const text = "All work and no play.\n".repeat(2_500);
  const { description, rest } = toTicketText("Novel", text);
  assert.equal(rest.length, 2);
  assert.equal([description, ...rest].join(""), text.trim());
});
