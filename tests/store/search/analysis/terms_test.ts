import assert from "node:assert/strict";
import { diffTerms, type FilteredFields, getFilterTerms, terms } from "../../../../store/search/analysis/terms.ts";
import fc from "../../../fast_check.ts";
import { TestKv } from "../../kv/test_kv.ts";
import { keys } from "../../../../store/kv/schema/keys.ts";

const plain: FilteredFields = {
  status: "open",
  priority: "high",
  assignee: null,
  tags: [],
  customer: "alice@example.com",
  escalation: null,
  merged_into: null,
  created_at: "2026-11-01T23:59:59.999Z",
};

Deno.test("getFilterTerms() returns the terms of a minimal ticket", () => {
  assert.deepEqual(
    getFilterTerms(plain),
    new Set([
      terms.status("open"),
      terms.priority("high"),
      terms.assignee(null),
      terms.customer("alice@example.com"),
      terms.domain("example.com"),
      terms.day("2026-11-01"),
    ]),
  );
});

Deno.test("getFilterTerms() returns terms for assignee, tags, escalation and merge", () => {
  const found = getFilterTerms({
    ...plain,
    assignee: " Zoë  Doe",
    tags: ["VIP", "card arrival"],
    escalation: { priority: "high", reason: "r", note: "n", by: "b", at: "2026-11-01T00:00:00.000Z" },
    merged_into: "7",
  });
  for (
    const term of [
      terms.assignee("zoe doe"),
      terms.assigneeWord("zoe"),
      terms.assigneeWord("doe"),
      terms.tag("vip"),
      terms.tag("card arrival"),
      terms.escalated,
      terms.merged,
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
    assignee: fc.constantFrom(null, "Jane", "jane", " JANE ", "Kim", "Jane Kim"),
    tags: fc.array(fc.constantFrom("vip", "VIP", "card", "fee"), { maxLength: 4 }),
    customer: fc.constantFrom("a@example.com", "b@example.com"),
    escalation: fc.constantFrom(null, escalation),
    merged_into: fc.constantFrom(null, "7"),
    created_at: fc.constantFrom("2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"),
  });
  fc.assert(fc.property(state, state, (before, after) => {
    const { gone, come } = diffTerms(before, after);
    const [had, has] = [getFilterTerms(before), getFilterTerms(after)];
    assert.deepEqual(new Set(gone), had.difference(has));
    assert.deepEqual(new Set(come), has.difference(had));
  }));
});

Deno.test("terms of words, filters and all tickets are never the same", () => {
  const filters = getFilterTerms({ ...plain, tags: ["wopen", "x", "*"] });
  for (const word of ["*", "n", "sopen", "tx", "open"]) assert.ok(!filters.has(terms.word(word)));
  assert.ok(!filters.has(terms.all));
});

Deno.test("terms fit in a key even when folding makes a value longer", async () => {
  using kv = await TestKv.open();
  const long = "\uFDFA".repeat(200); // one character that decomposes into eighteen
  for (const term of [terms.assignee(long), terms.assigneeWord(long), terms.tag(long), terms.tag("😀".repeat(301))]) {
    await kv.set(keys.block(term, Number.MAX_SAFE_INTEGER), null);
  }
});
