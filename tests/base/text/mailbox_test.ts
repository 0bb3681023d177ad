import assert from "node:assert/strict";
import { isBareAddress, parseMailbox } from "../../../base/text/mailbox.ts";

for (
  const [text, mailbox] of [
    ["ada@example.com", { address: "ada@example.com" }],
    [" mailto:Ada@example.com", { address: "Ada@example.com" }],
    ["Ada <ada@example.com>", { name: "Ada", address: "ada@example.com" }],
    ['"Lovelace, \\"Ada\\"" <MAILTO:ada@example.com> ', { name: 'Lovelace, "Ada"', address: "ada@example.com" }],
    ["<ada@example.com>", { address: "ada@example.com" }],
    ["Ada <ada@example.com>, Bob <bob@example.com>", { address: "Ada <ada@example.com>, Bob <bob@example.com>" }],
    ["", { address: "" }],
  ] as const
) {
  Deno.test(`parseMailbox() reads "${text}"`, () => {
    assert.deepEqual(parseMailbox(text), mailbox);
  });
}

Deno.test("isBareAddress() rejects addresses with a name or a scheme", () => {
  assert.equal(isBareAddress("ada@example.com"), true);
  for (const text of ["Ada <ada@example.com>", "mailto:ada@example.com", " ada@example.com"]) {
    assert.equal(isBareAddress(text), false);
  }
});
