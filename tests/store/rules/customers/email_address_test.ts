import assert from "node:assert/strict";
import { parseEmailAddress, parseNewEmailAddress } from "../../../../store/rules/customers/email_address.ts";

Deno.test("parseEmailAddress() trims and lower-cases", () => {
  assert.equal(parseEmailAddress(" Ada.L+x@Example.COM\n"), "ada.l+x@example.com");
  assert.equal(parseEmailAddress("ž@bücher.example"), "ž@bücher.example");
});

Deno.test("parseEmailAddress() explains why a text is not an address", () => {
  const reasons: [string, RegExp][] = [
    ["", /exactly one @/],
    ["ada", /exactly one @/],
    ["a@b@c", /exactly one @/],
    ["@b", /before or after the @/],
    [`a\u202e\u200b${"x".repeat(120)}`, /^"ax{98}…" is not an email address/],
    ["a@", /before or after the @/],
    ["a b@c", /white space/],
    ["a\0@c", /control character/],
    ["\ud83d@c", /incomplete character/],
    [`${"x".repeat(250)}@b.cd`, /255 bytes \(limit 254\)/],
    [`${"é".repeat(126)}@b.c`, /256 bytes/],
  ];
  for (const [text, message] of reasons) assert.throws(() => parseEmailAddress(text), { code: "invalid", message });
});

Deno.test("parseNewEmailAddress() rejects addresses that look like another one", () => {
  for (const email of ["ad\u200ba@example.com", "ada@exam\u202eple.com", "ada@example.com\u{e0041}"]) {
    assert.throws(() => parseNewEmailAddress(email), { code: "invalid", message: /an invisible character/ });
    assert.equal(parseEmailAddress(email), email); // accounts of earlier versions stay within reach
  }
  assert.equal(parseNewEmailAddress("Ada@example.com"), "ada@example.com");
});
