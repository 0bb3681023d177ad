import assert from "node:assert/strict";
import { expandVariables } from "../../../client/configuration/expand_variables.ts";
import { SetupError } from "../../../client/errors/setup_error.ts";

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
  Deno.test(`expandVariables() expands "${text}" to "${filled}"`, () => {
    assert.equal(expandVariables(text, ENVIRONMENT, "this"), filled);
  });
}

Deno.test("expandVariables() names the missing variable and its use", () => {
  for (const name of ["ABSENT", "EMPTY"]) {
    assert.throws(
      () => expandVariables(`\${${name}}`, ENVIRONMENT, "the header Authorization"),
      new SetupError(`Environment variable ${name} is not set, but the header Authorization needs it.`),
    );
  }
});
