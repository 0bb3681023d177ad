import assert from "node:assert/strict";
import { FullTextSearch } from "../../../bench/programs/full_text_search.ts";

Deno.test("FullTextSearch finds texts with any of the words, best first", () => {
  using search = new FullTextSearch(":memory:", ["A card was declined", "Where is my refund?", "Refunds to a card"]);
  assert.deepEqual(search.find("refund card", 2), [3, 2]);
  assert.deepEqual(search.find('"pin" -card*', 10), [3, 1]);
  assert.deepEqual(search.find("parcel", 10), []);
});
