import assert from "node:assert/strict";
import { parseRequiredText, parseText } from "../../../../store/rules/values/text.ts";

Deno.test("parseRequiredText() trims, and rejects empty and too long texts", () => {
  assert.equal(parseRequiredText("subject", " a b \n", 3), "a b");
  assert.throws(() => parseRequiredText("subject", " \t", 3), { code: "invalid", message: /^subject is empty/ });
  assert.throws(() => parseRequiredText("subject", "abcd", 3), {
    code: "invalid",
    message: /^subject is too long: 4 characters \(limit 3\)/,
  });
});

Deno.test("parseText() does not change valid texts", () => {
  assert.equal(parseText("description", " a\n ", 10), " a\n ");
  assert.equal(parseText("description", "", 10), "");
  assert.throws(
    () => parseText("description", "x".repeat(20_001), 20_000),
    /is too long: 20,001 characters \(limit 20,000\)/,
  );
});

Deno.test("parseText() replaces lone surrogates, which stores cannot keep", () => {
  assert.equal(parseText("description", "a\ud83d", 10), "a\ufffd");
});

Deno.test("parseText() counts code points, and limits the bytes of long texts", () => {
  assert.equal(parseText("subject", "🧾".repeat(250), 250), "🧾".repeat(250));
  assert.throws(() => parseText("subject", "🧾".repeat(251), 250), {
    code: "invalid",
    message: "subject is too long: 251 characters (limit 250).",
  });
  assert.equal(parseText("description", "語".repeat(20_000), 20_000).length, 20_000);
  assert.throws(() => parseText("description", "🧾".repeat(15_001), 20_000), {
    code: "invalid",
    message: "description is too long: 60,004 bytes (limit 60,000).",
  });
});
