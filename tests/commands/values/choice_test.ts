import assert from "node:assert/strict";
import { createChoiceParser, formatChoices } from "../../../commands/values/choice.ts";

Deno.test("createChoiceParser() accepts only the choices, and suggests a near miss", () => {
  const parse = createChoiceParser(["tickets", "customers"]);
  assert.equal(parse("customers"), "customers");
  assert.throws(() => parse("custmers"), {
    name: "SyntaxError",
    message: "Did you mean customers? Use tickets or customers",
  });
  assert.throws(() => parse("x"), { name: "SyntaxError", message: "Use tickets or customers" });
});

for (
  const [values, text] of [[["a"], "a"], [["a", "b"], "a or b"], [["a", "b", "c"], "a, b, or c"]] as const
) {
  Deno.test(`formatChoices() lists ${values.length} values`, () => {
    assert.equal(formatChoices(values), text);
  });
}
