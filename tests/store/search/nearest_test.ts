import assert from "node:assert/strict";
import { nearest } from "../../../store/search/nearest.ts";

const names = ["status", "priority", "tag", "is"];

Deno.test("nearest() sees through slips of the finger", () => {
  for (const slip of ["statsu", "Status", "stats", "sttatus", "status"]) assert.equal(nearest(slip, names), "status");
  assert.equal(nearest("tags", names), "tag");
  assert.equal(nearest("prioritty", names), "priority");
});

Deno.test("nearest() doesn't guess when too much differs", () => {
  for (const other of ["price", "top", "https", "x", "re", ""]) {
    assert.equal(nearest(other, ["status", "tag", "low"]), undefined);
  }
});

Deno.test("nearest() takes the nearest of several", () => {
  assert.equal(nearest("opne", ["often", "open"]), "open");
});
