import assert from "node:assert/strict";
import { removeInvisible, toTimeline } from "../../../app/desk/second/mod.ts";
import type { Ticket } from "../../../app/desk/mod.ts";

Deno.test("removeInvisible() removes what turns the order of letters, and what has no width", () => {
  for (const code of [0x00AD, 0x200B, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041]) {
    assert.equal(removeInvisible(`a${String.fromCodePoint(code)}b`), "ab", code.toString(16));
  }
  assert.equal(removeInvisible("\u{1F3F4}\u202Ea"), "\u{1F3F4}a");
});

Deno.test("removeInvisible() keeps what people write: lines, emoji, flags and joiners", () => {
  const england = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
  const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
  for (const text of ["a\n\tb\r\n", england, family, "\u2764\uFE0F", "می\u200Cخواهم", "שלום\u200F!"]) {
    assert.equal(removeInvisible(text), text);
  }
});

Deno.test("removeInvisible() takes linear time", () => {
  const tags = "\u{E0041}".repeat(200_000);
  assert.equal(removeInvisible(`\u{1F3F4}${tags}`).length, 2 + 2 * 7); // those of one flag, and its flag
});

Deno.test("a conversation has no such characters, so that a copied reply has none either", () => {
  const at = "2026-11-29T12:00:00Z";
  const by = { kind: "host", name: "Ana", version: null } as const;
  const ticket = { customer: "mia@example.com", created_at: at, description: "a\u202Eb" } as Ticket;
  const comment = {
    number: 1,
    kind: "reply",
    author: "Ana",
    by,
    at,
    body: "See https://a.example/\u202Efdp.exe",
  } as const;
  const items = toTimeline(ticket, [comment], []);
  const bodies = items.map((item) => item.type === "message" ? item.body : "");
  assert.deepEqual(bodies, ["ab", "See https://a.example/fdp.exe"]);
});
