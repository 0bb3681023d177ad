import assert from "node:assert/strict";
import { findName } from "../../../store/mod.ts";

const NAMES = ["Ana Berg", "Ben"];

Deno.test("findName() finds a name in any case, or the nearest one", () => {
  assert.deepEqual(findName(NAMES, "ANA berg"), { name: "Ana Berg" });
  assert.deepEqual(findName(NAMES, "Anna Berg"), { nearest: "Ana Berg" });
  assert.deepEqual(findName(NAMES, "Zoe"), {});
  assert.deepEqual(findName(NAMES, "toString"), {});
  assert.deepEqual(findName([], "Ben"), {});
});
