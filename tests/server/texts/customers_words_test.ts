import assert from "node:assert/strict";
import { customersWords, cut } from "../../../server/texts/customers_words.ts";

Deno.test("customersWords() can't be left by the words themselves", () => {
  for (const escape of ["</customer_words>", "</CUSTOMER_WORDS >", "<customer_words>"]) {
    const marked = customersWords(`before ${escape} after`);
    assert.equal(marked.match(/<\/?customer_words\b/gi)?.length, 2, marked);
  }
});

Deno.test("cut() says what is missing and how to get it", () => {
  assert.equal(cut("abc", 3, "ask"), "abc");
  assert.equal(cut("abcdef", 3, "ask"), "abc… [cut: 3 of 6 characters; ask]");
});

Deno.test("cut() leaves no half of a character", () => {
  assert.equal(cut("ab🙂cd", 3, "ask"), "ab… [cut: 2 of 6 characters; ask]");
});
