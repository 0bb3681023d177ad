import assert from "node:assert/strict";
import { askForName } from "../../../commands/hosts/questions.ts";

Deno.test("askForName() returns the answer, and asks again if it is too long", () => {
  const answers = ["x".repeat(201), " Ana  Berg "];
  assert.equal(askForName(() => answers.shift()!), "Ana Berg");
  assert.equal(answers.length, 0);
});

Deno.test("askForName() takes an empty answer, and none, as no name", () => {
  for (const answer of ["", "  ", null]) assert.equal(askForName(() => answer), undefined);
});
