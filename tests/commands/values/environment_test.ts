import assert from "node:assert/strict";
import {
  parseList,
  readBooleanVariable,
  readChoiceVariable,
  readListVariable,
  readVariable,
} from "../../../commands/values/environment.ts";
import { CommandError } from "../../../commands/command_error.ts";

const VARIABLE = "SUPPORT_MCP_TEST_ONLY";

/** Reads the variable while it has `value`. */
function withValue<T>(value: string, read: () => T): T {
  Deno.env.set(VARIABLE, value);
  try {
    return read();
  } finally {
    Deno.env.delete(VARIABLE);
  }
}

Deno.test("textOf() takes an empty variable for one that isn't there", () => {
  assert.equal(readVariable(VARIABLE), undefined);
  assert.equal(withValue("", () => readVariable(VARIABLE)), undefined);
  assert.equal(withValue("desk.db", () => readVariable(VARIABLE)), "desk.db");
});

Deno.test("listOf() splits at commas", () => {
  assert.equal(readListVariable(VARIABLE), undefined);
  assert.deepEqual(withValue("get_ticket, search_tickets,", () => readListVariable(VARIABLE)), [
    "get_ticket",
    "search_tickets",
  ]);
});

Deno.test("itemsOf() gives no items for nothing but commas", () => {
  assert.deepEqual(parseList(" , "), []);
});

Deno.test("choiceOf() takes one of the values alone, and names variable, value and choices otherwise", () => {
  const levels = ["info", "error"] as const;
  assert.equal(readChoiceVariable(VARIABLE, levels), undefined);
  assert.equal(withValue("info", () => readChoiceVariable(VARIABLE, levels)), "info");
  assert.throws(
    () => withValue("loud", () => readChoiceVariable(VARIABLE, levels)),
    (error) =>
      error instanceof CommandError && error.exitCode === 2 && error.message.includes(VARIABLE) &&
      error.message.includes('"loud"') && error.message.includes("info, error"),
  );
});

for (const [text, value] of [["1", true], ["TRUE", true], ["yes", true], ["0", false], ["No", false]] as const) {
  Deno.test(`switchOf() takes ${text} for ${value}`, () => {
    assert.equal(withValue(text, () => readBooleanVariable(VARIABLE)), value);
  });
}

Deno.test("switchOf() fails for anything that is neither yes nor no", () => {
  assert.equal(readBooleanVariable(VARIABLE), undefined);
  assert.throws(() => withValue("maybe", () => readBooleanVariable(VARIABLE)), CommandError);
});
