import assert from "node:assert/strict";
import { choiceOf, itemsOf, listOf, switchOf, textOf } from "../../../commands/flags/environment.ts";
import { Failure } from "../../../commands/failure.ts";

const VARIABLE = "SUPPORT_MCP_TEST_ONLY";

/** Reads the variable while it has `value`. */
function having<T>(value: string, read: () => T): T {
  Deno.env.set(VARIABLE, value);
  try {
    return read();
  } finally {
    Deno.env.delete(VARIABLE);
  }
}

Deno.test("textOf() takes an empty variable for one that isn't there", () => {
  assert.equal(textOf(VARIABLE), undefined);
  assert.equal(having("", () => textOf(VARIABLE)), undefined);
  assert.equal(having("desk.db", () => textOf(VARIABLE)), "desk.db");
});

Deno.test("listOf() splits at commas", () => {
  assert.equal(listOf(VARIABLE), undefined);
  assert.deepEqual(having("get_ticket, search_tickets,", () => listOf(VARIABLE)), ["get_ticket", "search_tickets"]);
});

Deno.test("itemsOf() gives no items for nothing but commas", () => {
  assert.deepEqual(itemsOf(" , "), []);
});

Deno.test("choiceOf() takes one of the values alone, and names variable, value and choices otherwise", () => {
  const levels = ["info", "error"] as const;
  assert.equal(choiceOf(VARIABLE, levels), undefined);
  assert.equal(having("info", () => choiceOf(VARIABLE, levels)), "info");
  assert.throws(
    () => having("loud", () => choiceOf(VARIABLE, levels)),
    (error) =>
      error instanceof Failure && error.exitCode === 2 && error.message.includes(VARIABLE) &&
      error.message.includes('"loud"') && error.message.includes("info, error"),
  );
});

for (const [text, value] of [["1", true], ["TRUE", true], ["yes", true], ["0", false], ["No", false]] as const) {
  Deno.test(`switchOf() takes ${text} for ${value}`, () => {
    assert.equal(having(text, () => switchOf(VARIABLE)), value);
  });
}

Deno.test("switchOf() fails for anything that is neither yes nor no", () => {
  assert.equal(switchOf(VARIABLE), undefined);
  assert.throws(() => having("maybe", () => switchOf(VARIABLE)), Failure);
});
