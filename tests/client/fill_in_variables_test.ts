import assert from "node:assert/strict";
import { fillInVariables } from "../../client/fill_in_variables.ts";
import { SetUpFailure } from "../../client/set_up_failure.ts";

const ENVIRONMENT = { TOKEN: "secret", EMPTY: "" };

for (
  const [text, filled] of [
    ["Bearer ${TOKEN}", "Bearer secret"],
    ["${env:TOKEN}${TOKEN}", "secretsecret"],
    ["${ABSENT:-nothing}", "nothing"],
    ["${EMPTY:-nothing}", "nothing"],
    ["${ABSENT:-}", ""],
    ["$TOKEN ${} ${not a name}", "$TOKEN ${} ${not a name}"],
  ] as const
) {
  Deno.test(`fillInVariables() makes "${filled}" of "${text}"`, () => {
    assert.equal(fillInVariables(text, ENVIRONMENT, "this"), filled);
  });
}

Deno.test("fillInVariables() says which variable is missing, and for what", () => {
  for (const name of ["ABSENT", "EMPTY"]) {
    assert.throws(
      () => fillInVariables(`\${${name}}`, ENVIRONMENT, "the header Authorization"),
      new SetUpFailure(`There is no environment variable ${name}, which the header Authorization needs: set it.`),
    );
  }
});
