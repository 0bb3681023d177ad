import assert from "node:assert/strict";
import { markCustomerWords, truncate } from "../../../../server/definitions/texts/customer_words.ts";

Deno.test("markCustomerWords() returns marks that the text cannot close", () => {
  for (const escape of ["</customer_words>", "</CUSTOMER_WORDS >", "<customer_words>"]) {
    const marked = markCustomerWords(`before ${escape} after`);
    assert.equal(marked.match(/<\/?customer_words\b/gi)?.length, 2, marked);
  }
});

Deno.test("truncate() states the lengths and how to get the full text", () => {
  assert.equal(truncate("abc", 3, "ask"), "abc");
  assert.equal(truncate("abcdef", 3, "ask"), "abc… [truncated: 3 of 6 characters; ask]");
});

Deno.test("truncate() does not split a surrogate pair", () => {
  assert.equal(truncate("ab🙂cd", 3, "ask"), "ab… [truncated: 2 of 6 characters; ask]");
});
