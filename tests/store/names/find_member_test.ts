import assert from "node:assert/strict";
import { findMember } from "../../../store/mod.ts";

Deno.test("findMember() finds a member in any case and width, and without accents", () => {
  const team = ["José", "Ann Straße"];
  for (const name of ["ANN STRASSE", "Ａｎｎ Straße", " ann strasse "]) {
    assert.deepEqual(findMember(team, name), { name: "Ann Straße" }, name);
  }
  assert.deepEqual(findMember(team, "Jose"), { name: "José" });
  assert.deepEqual(findMember(team, "Anne Straße"), { nearest: "Ann Straße" });
});

Deno.test("findMember() tells apart members whose names differ in accents alone", () => {
  const team = ["José", "Jose"];
  assert.deepEqual([findMember(team, "jose"), findMember(team, "JOSÉ")], [{ name: "Jose" }, { name: "José" }]);
  assert.equal(findMember(team, "Josè").name, undefined);
});
