import assert from "node:assert/strict";
import { markCustomerWords, truncate } from "../../../../server/definitions/texts/customer_words.ts";

Deno.test("customersWords() can't be left by the words themselves", () => {
  for (const escape of ["</customer_words>", "</CUSTOMER_WORDS >", "<customer_words>"]) {
    const marked = markCustomerWords(`before ${escape} after`);
    assert.equal(marked.match(/<\/?customer_words\b/gi)?.length, 2, marked);
  }
});

Deno.test("cut() says what is missing and how to get it", () => {
  assert.equal(truncate("abc", 3, "ask"), "abc");
  assert.equal(truncate("abcdef", 3, "ask"), "abc… [cut: 3 of 6 characters; ask]");
});

Deno.test("cut() leaves no half of a character", () => {
  assert.equal(truncate("ab🙂cd", 3, "ask"), "ab… [cut: 2 of 6 characters; ask]");
});
