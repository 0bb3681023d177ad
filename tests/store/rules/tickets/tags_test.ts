import assert from "node:assert/strict";
import { changeTags, parseTags } from "../../../../store/rules/tickets/tags.ts";

Deno.test("parseTags() lower-cases, trims and removes duplicates", () => {
  assert.deepEqual(parseTags([" VIP", "vip", "area:Billing", "über-fällig_2", "हिंदी"]), [
    "vip",
    "area:billing",
    "über-fällig_2",
    "हिंदी",
  ]);
  assert.deepEqual(parseTags(["e\u0301"]), ["\u00e9"]);
  assert.deepEqual(parseTags(["ＶＩＰ", "vip", "ｶｰﾄﾞ", "カード"]), ["vip", "カード"]);
});

Deno.test("parseTags() removes characters that no one sees", () => {
  assert.deepEqual(parseTags(["vi\u200bp", "v\ufe0fi\u034fp", "vip\u3164"]), ["vip"]);
});

Deno.test("changeTags() removes a tag that an earlier version stored with a character that no one sees", () => {
  assert.deepEqual(changeTags(["vi\u034fp", "b"], [], ["vip"]), ["b"]);
});

Deno.test("parseTags() rejects invalid tags", () => {
  for (const tag of ["", " ", "a b", "a,b", "#a", "🙂", "x".repeat(51), "a\0"]) {
    assert.throws(() => parseTags([tag]), { code: "invalid", message: /is not a tag/ });
  }
});

Deno.test("changeTags() removes tags, then appends tags", () => {
  assert.deepEqual(changeTags(["a", "b", "c"], ["d", "A"], ["B", "x"]), ["a", "c", "d"]);
  const full = Array.from({ length: 20 }, (_, index) => `t${index}`);
  assert.deepEqual(changeTags(full, ["new"], ["t0"]).length, 20);
  assert.throws(() => changeTags(full, ["new"], []), { message: /tags has 21 tags \(limit 20\)/ });
});
