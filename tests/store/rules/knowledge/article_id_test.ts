import assert from "node:assert/strict";
import { parseArticleId, parseExactArticleId, toArticleId } from "../../../../store/rules/knowledge/mod.ts";

for (
  const [text, id] of [
    ["Refund policy", "refund-policy"],
    ["  Café: What's new in v2.10? ", "cafe-whats-new-in-v2-10"],
    ["Größe & Gewicht", "große-gewicht"],
    ["返金ポリシー", "返金ポリシー"],
    ["हिन्दी लेख", "हिन्दी-लेख"],
    ["--a__b--", "a-b"],
    ["x".repeat(200), "x".repeat(80)],
    [`${"x".repeat(79)} y`, "x".repeat(79)],
    ["?!", ""],
  ]
) {
  Deno.test(`toArticleId() makes "${id!.slice(0, 20)}" of "${text!.slice(0, 20)}"`, () => {
    assert.equal(toArticleId(text!), id);
    if (id !== "") assert.equal(toArticleId(id!), id);
  });
}

Deno.test("parseArticleId() takes ids in other forms, and rejects texts without letters and digits", () => {
  assert.equal(parseArticleId(" article://refund-policy "), "refund-policy");
  assert.equal(parseArticleId("Refund_Policy"), "refund-policy");
  assert.throws(() => parseArticleId("../.."), { code: "invalid", message: /^id cannot be "\.\.\/\.\."\. An id has/ });
});

Deno.test("parseExactArticleId() takes an id, and rejects a text that only leads to one", () => {
  assert.equal(parseExactArticleId(" article://refund-policy "), "refund-policy");
  const message = 'id cannot be "Refund_Policy". If you mean refund-policy, pass refund-policy.';
  assert.throws(() => parseExactArticleId("Refund_Policy"), { code: "invalid", message });
});
