import assert from "node:assert/strict";
import {
  parseList,
  readBooleanVariable,
  readChoiceVariable,
  readListVariable,
  readVariable,
} from "../../../commands/values/environment.ts";
import { CommandError } from "../../../commands/process/command_error.ts";
import { overrideVariables } from "../../override_variables.ts";

const VARIABLE = "SUPPORT_MCP_TEST_ONLY";

/** Reads the variable with a value. */
function withValue<T>(value: string, read: () => T): T {
  using _ = overrideVariables({ [VARIABLE]: value });
  return read();
}

Deno.test("readVariable() treats an empty or blank variable as unset", () => {
  assert.equal(readVariable(VARIABLE), undefined);
  assert.equal(withValue("", () => readVariable(VARIABLE)), undefined);
  assert.equal(withValue(" ", () => readListVariable(VARIABLE)), undefined);
  assert.equal(withValue("desk.db", () => readVariable(VARIABLE)), "desk.db");
});

Deno.test("an unexpanded placeholder counts as unset in every kind of variable", () => {
  for (const value of ["${user_config.db}", " ${input:db} ", "${DB}"]) {
    assert.equal(withValue(value, () => readVariable(VARIABLE)), undefined);
    assert.equal(withValue(value, () => readListVariable(VARIABLE)), undefined);
    assert.equal(withValue(value, () => readBooleanVariable(VARIABLE)), undefined);
  }
  for (const value of ["/data/${USER}.db", "$HOME", "${}"]) {
    assert.equal(withValue(value, () => readVariable(VARIABLE)), value);
  }
});

Deno.test("readListVariable() splits at commas", () => {
  assert.equal(readListVariable(VARIABLE), undefined);
  assert.deepEqual(withValue("get_ticket, search_tickets,", () => readListVariable(VARIABLE)), [
    "get_ticket",
    "search_tickets",
  ]);
});

Deno.test("parseList() rejects a list without items", () => {
  for (const text of ["", " ", " , "]) assert.throws(() => parseList(text), SyntaxError);
});

Deno.test("readChoiceVariable() accepts only the given values, and names variable, value and choices in its error", () => {
  const levels = ["info", "error"] as const;
  assert.equal(readChoiceVariable(VARIABLE, levels), undefined);
  assert.equal(withValue("info", () => readChoiceVariable(VARIABLE, levels)), "info");
  assert.throws(
    () => withValue("loud", () => readChoiceVariable(VARIABLE, levels)),
    { name: "CommandError", exitCode: 2, message: `${VARIABLE} is invalid: "loud". Use info or error.` },
  );
});

for (const [text, value] of [["1", true], ["TRUE", true], ["yes", true], ["0", false], ["No", false]] as const) {
  Deno.test(`readBooleanVariable() reads ${text} as ${value}`, () => {
    assert.equal(withValue(text, () => readBooleanVariable(VARIABLE)), value);
  });
}

Deno.test("readBooleanVariable() rejects anything else", () => {
  assert.equal(readBooleanVariable(VARIABLE), undefined);
  assert.throws(() => withValue("maybe", () => readBooleanVariable(VARIABLE)), CommandError);
});
