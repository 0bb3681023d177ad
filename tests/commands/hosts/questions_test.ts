import assert from "node:assert/strict";
import { askForName } from "../../../commands/hosts/questions.ts";

Deno.test("askForName() returns the answer, and asks again if it is too long", () => {
  const answers = ["x".repeat(201), " Ana  Berg "];
  assert.equal(askForName(() => answers.shift()!), "Ana Berg");
  assert.equal(answers.length, 0);
});

Deno.test("askForName() takes an empty answer as no name, and none as leaving", () => {
  for (const answer of ["", "  "]) assert.equal(askForName(() => answer), undefined);
  assert.equal(askForName(() => null), null);
});
