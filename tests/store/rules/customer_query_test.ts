import assert from "node:assert/strict";
import { customerTerms, queriedTerms } from "../../../store/rules/customer_query.ts";
import { START } from "../open_test_desk.ts";

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

Deno.test("queriedTerms() are among the terms of each customer whose words they are", () => {
  const terms = customerTerms(CUSTOMER);
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
    assert.deepEqual(queriedTerms(query).filter((term) => !terms.has(term)), [], query);
  }
  for (const query of ["jea", "tier:free", "kirk"]) assert.ok(!terms.has(queriedTerms(query)[0]!));
});

Deno.test("queriedTerms() of a filter's name is no filter", () => {
  assert.deepEqual(queriedTerms("tier pro"), ["word:tier", "word:pro"]);
});
