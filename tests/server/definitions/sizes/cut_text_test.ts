import assert from "node:assert/strict";
import { cutText, formatTruncated, listTruncated, takePart } from "../../../../server/definitions/sizes/mod.ts";

Deno.test("cutText() states the lengths and how to get the full text, beside the text", () => {
  assert.deepEqual(cutText("abc", 150, "ask"), { text: "abc" });
  assert.deepEqual(cutText("a".repeat(200), 150, "ask"), {
    text: `${"a".repeat(150)}…`,
    note: "150 of 200 characters; ask",
  });
});

Deno.test("cutText() only adds an ellipsis to a very short text", () => {
  assert.deepEqual(cutText("a".repeat(40), 30, "ask"), { text: `${"a".repeat(30)}…` });
});

Deno.test("cutText() counts bytes of JSON, and does not split a character", () => {
  assert.equal(cutText("🙂".repeat(40), 30, "ask").text, `${"🙂".repeat(6)}…`);
  assert.equal(cutText('"'.repeat(40), 30, "ask").text, `${'"'.repeat(15)}…`);
});

Deno.test("takePart() says which part it is, beside the text", () => {
  const text = "0123456789".repeat(3);
  const first = takePart(text, 0, 20);
  assert.deepEqual(first, {
    text: text.slice(0, 20),
    end: 20,
    note: "characters 0 to 20 of 30; the next page continues it",
  });
  assert.deepEqual(takePart(text, first.end, 20), { text: "0123456789", end: 30, note: "characters 20 to 30 of 30" });
  assert.deepEqual(takePart(text, 0, 30), { text, end: 30 });
  assert.deepEqual(takePart(text, 99, 20).end, 30);
});

Deno.test("listTruncated() names the texts that have a note, and formatTruncated() shows each note", () => {
  const record = listTruncated({ notes: "1 of 2 characters; ask", reason: undefined });
  assert.deepEqual(record, { truncated: ["notes: 1 of 2 characters; ask"] });
  assert.deepEqual(formatTruncated(record), ["[truncated notes: 1 of 2 characters; ask]"]);
  assert.deepEqual([listTruncated({ notes: undefined }), formatTruncated({})], [{}, []]);
});
