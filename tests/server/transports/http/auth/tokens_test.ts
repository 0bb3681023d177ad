import assert from "node:assert/strict";
import { digestToken, parseTokens } from "../../../../../server/transports/http/auth/tokens.ts";
import fc from "../../../../fast_check.ts";

const GOOD = "0123456789abcdef";

Deno.test("parseTokens() reads names and scopes, and keeps no token", () => {
  const tokens = parseTokens(`# The team\n\n  dana   write ${GOOD}  \r\nbot@ci read ${GOOD}x\n`);
  assert.deepEqual(tokens.map(({ name, scope }) => [name, scope]), [["dana", "write"], ["bot@ci", "read"]]);
  assert.deepEqual(tokens[0]!.digest, digestToken(GOOD));
  assert.ok(!JSON.stringify(tokens).includes(GOOD));
});

Deno.test("parseTokens() lets one name have several tokens", () => {
  assert.equal(parseTokens(`dana write ${GOOD}\ndana write ${GOOD}2`).length, 2);
});

for (
  const [text, says] of [
    ["", /no token/],
    ["# nothing\n", /no token/],
    [`dana write`, /line 1.*NAME read\|write TOKEN/],
    [`# x\ndana write ${GOOD} more`, /line 2/],
    [`dana admin ${GOOD}`, /scope in line 1/],
    [`-dana write ${GOOD}`, /name in line 1/],
    [`dana write 0123456789abcde`, /too short .minimum 16.*openssl rand/],
    [`dana write ${GOOD}"`, /may contain only/],
    [`dana write ${GOOD}\neve read ${GOOD}`, /dana and eve have the same token/],
  ] as const
) {
  Deno.test(`parseTokens() refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseTokens(text), { name: "SyntaxError", message: says });
  });
}

Deno.test("parseTokens() never repeats what may be a token", () => {
  const word = fc.stringMatching(/^[!-~]{8,40}$/).filter((word) => !/^[a-z]{1,9}$/.test(word) && !word.startsWith("#"));
  fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
    try {
      parseTokens(words.join(" "));
    } catch (error) {
      for (const word of words.slice(2)) assert.ok(!(error as Error).message.includes(word));
    }
  }));
});
