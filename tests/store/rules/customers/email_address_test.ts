import assert from "node:assert/strict";
import { parseEmailAddress } from "../../../../store/rules/customers/email_address.ts";

Deno.test("emailAddress() trims and lower-cases", () => {
  assert.equal(parseEmailAddress(" Ada.L+x@Example.COM\n"), "ada.l+x@example.com");
  assert.equal(parseEmailAddress("ž@bücher.example"), "ž@bücher.example");
});

Deno.test("emailAddress() says why something is no address", () => {
  const reasons: [string, RegExp][] = [
    ["", /exactly one @/],
    ["ada", /exactly one @/],
    ["a@b@c", /exactly one @/],
    ["@b", /both sides/],
    ["a@", /both sides/],
    ["a b@c", /a space/],
    ["a\0@c", /control character/],
    ["\ud83d@c", /half a character/],
    [`${"x".repeat(250)}@b.cd`, /255 bytes, and at most 254/],
    [`${"é".repeat(126)}@b.c`, /256 bytes/],
  ];
  for (const [text, message] of reasons) assert.throws(() => parseEmailAddress(text), { code: "invalid", message });
});
