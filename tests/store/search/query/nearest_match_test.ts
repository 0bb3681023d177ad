import assert from "node:assert/strict";
import { findNearestMatch } from "../../../../store/search/query/nearest_match.ts";

const names = ["status", "priority", "tag", "is"];

Deno.test("findNearestMatch() corrects typing errors", () => {
  for (const slip of ["statsu", "Status", "stats", "sttatus", "status"]) {
    assert.equal(findNearestMatch(slip, names), "status");
  }
  assert.equal(findNearestMatch("tags", names), "tag");
  assert.equal(findNearestMatch("prioritty", names), "priority");
});

Deno.test("findNearestMatch() completes the start of one choice", () => {
  assert.equal(findNearestMatch("prio", names), "priority");
  assert.equal(findNearestMatch("Assign", ["assignee", "tag"]), "assignee");
  assert.equal(findNearestMatch("pend", ["open", "pending", "on_hold", "closed"]), "pending");
  assert.equal(findNearestMatch("pr", names), undefined);
  assert.equal(findNearestMatch("card", ["card_arrival", "card_payment"]), undefined);
});

Deno.test("findNearestMatch() returns nothing when too much differs", () => {
  for (const other of ["price", "top", "https", "x", "re", ""]) {
    assert.equal(findNearestMatch(other, ["status", "tag", "low"]), undefined);
  }
});

Deno.test("findNearestMatch() returns the nearest of several", () => {
  assert.equal(findNearestMatch("opne", ["often", "open"]), "open");
});
