import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  diffTerms,
  type FilteredFields,
  getFilterTerms,
  terms,
  toWordTerm,
} from "../../../../store/search/analysis/terms.ts";
import { TestKv } from "../../kv/test_kv.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";

const plain: FilteredFields = {
  status: "open",
  priority: "high",
  assignee: null,
  tags: [],
  customer: "alice@example.com",
  external_id: null,
  escalation: null,
  merged_into: null,
};

Deno.test("getFilterTerms() returns the terms of a minimal ticket", () => {
  assert.deepEqual(
    getFilterTerms(plain),
    new Set(["all", "status:open", "priority:high", "assignee", "customer:alice@example.com"]),
  );
});

Deno.test("getFilterTerms() returns terms for assignee, tags, origin, escalation and merge", () => {
  const found = getFilterTerms({
    ...plain,
    assignee: " Zoë  Doe",
    tags: ["VIP", "card arrival"],
    external_id: "zendesk:1595",
    escalation: { priority: "high", reason: "r", note: "n", by: "b", at: "2026-11-01T00:00:00.000Z" },
    merged_into: "7",
  });
  for (
    const term of [
      "assignee:zoe doe",
      "tag:vip",
      "tag:card arrival",
      "external:zendesk:1595",
      "is:escalated",
      "is:merged",
      "into:7",
    ]
  ) {
    assert.ok(found.has(term), term);
  }
  assert.ok(!found.has(terms.assignee(null)));
});

Deno.test("getFilterTerms() distinguishes an assignee named none from no assignee", () => {
  assert.notEqual(terms.assignee("none"), terms.assignee(null));
});

Deno.test("diffTerms() converts the terms of one state to those of the other", () => {
  const escalation = { priority: "high", reason: "r", note: "n", by: "b", at: "2026-11-01T00:00:00.000Z" } as const;
  const state = fc.record<FilteredFields>({
    status: fc.constantFrom("open", "pending", "on_hold", "closed"),
    priority: fc.constantFrom("low", "high"),
    assignee: fc.constantFrom(null, "Jane", "jane", " JANE ", "Kim"),
    tags: fc.array(fc.constantFrom("vip", "VIP", "card", "fee"), { maxLength: 4 }),
    customer: fc.constantFrom("a@example.com", "b@example.com"),
    external_id: fc.constantFrom(null, "x:1"),
    escalation: fc.constantFrom(null, escalation),
    merged_into: fc.constantFrom(null, "7"),
  });
  fc.assert(fc.property(state, state, (before, after) => {
    const { gone, come } = diffTerms(before, after);
    const [had, has] = [getFilterTerms(before), getFilterTerms(after)];
    assert.deepEqual(new Set(gone), had.difference(has));
    assert.deepEqual(new Set(come), has.difference(had));
  }));
});

Deno.test("toWordTerm() never equals a filter's term", () => {
  const filters = getFilterTerms({ ...plain, tags: ["word:open", "x"] });
  for (const word of ["all", "assignee", "status:open", "tag:x", "open"]) assert.ok(!filters.has(toWordTerm(word)));
});

Deno.test("terms fit in a key even when folding makes a value longer", async () => {
  using kv = await TestKv.open();
  const long = "\uFDFA".repeat(200); // one character that decomposes into eighteen
  for (const term of [terms.assignee(long), terms.tag(long), terms.external(long), terms.tag("😀".repeat(301))]) {
    await kv.set(keys.posting(term, [Date.now(), Number.MAX_SAFE_INTEGER]), null);
  }
});
