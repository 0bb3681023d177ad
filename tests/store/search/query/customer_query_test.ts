import assert from "node:assert/strict";
import { getCustomerTerms, parseCustomerQuery } from "../../../../store/search/query/customer_query.ts";
import { START } from "../../open_test_desk.ts";

const CUSTOMER = {
  email: "jean-luc.o'neill@bücher.example",
  name: "Jean-Luc O'Neill 2nd",
  account_tier: "pro",
  status: "active",
  notes: "",
  revision: 1,
  created_at: START,
  updated_at: START,
} as const;

Deno.test("parseCustomerQuery() returns terms of every matching customer", () => {
  const terms = getCustomerTerms(CUSTOMER);
  for (
    const query of [
      "",
      "JEAN",
      "jean-luc",
      "O'Neill",
      "bucher",
      CUSTOMER.email,
      CUSTOMER.name,
      "tier:PRO status:active luc",
    ]
  ) {
    assert.deepEqual(parseCustomerQuery(query).filter((term) => !terms.has(term)), [], query);
  }
  for (const query of ["jea", "tier:free", "kirk"]) assert.ok(!terms.has(parseCustomerQuery(query)[0]!));
});

Deno.test("parseCustomerQuery() reads a filter's name as a word", () => {
  assert.deepEqual(parseCustomerQuery("tier pro"), ["word:tier", "word:pro"]);
});
