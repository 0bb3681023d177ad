import assert from "node:assert/strict";
import { findMember } from "../../../store/mod.ts";

const TEAM = { "Ana Berg": {}, Ben: { away: true } };

Deno.test("findMember() finds a name in any case, or the nearest one", () => {
  assert.deepEqual(findMember(TEAM, "ANA berg"), { member: "Ana Berg" });
  assert.deepEqual(findMember(TEAM, "Anna Berg"), { nearest: "Ana Berg" });
  assert.deepEqual(findMember(TEAM, "Zoe"), {});
  assert.deepEqual(findMember(TEAM, "toString"), {});
  assert.deepEqual(findMember({}, "Ben"), {});
});
