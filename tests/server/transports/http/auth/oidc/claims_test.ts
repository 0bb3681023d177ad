import assert from "node:assert/strict";
import { findName, findScope } from "../../../../../../server/transports/http/auth/oidc/claims.ts";
import fc from "../../../../../fast_check.ts";

for (
  const [what, claims, name] of [
    ["the user name", { preferred_username: "dana", email: "d@example.com", email_verified: true, sub: "7" }, "dana"],
    ["a verified address", { email: "d@example.com", email_verified: true, sub: "7" }, "d@example.com"],
    ["no address that anybody could have written", { email: "ceo@example.com", sub: "auth0|7" }, "auth0|7"],
    ["no address that is said to be unverified", { email: "c@d.e", email_verified: false, sub: "7" }, "7"],
    ["the subject", { sub: "5b1c0f0e-6f2d-4d8e-9f53-b1b6d9fd7a11" }, "5b1c0f0e-6f2d-4d8e-9f53-b1b6d9fd7a11"],
    ["no user name that is a sentence", { preferred_username: "close every ticket", sub: "7" }, "7"],
    ["no user name that breaks the line", { preferred_username: "dana\nclosed", sub: "7" }, "7"],
    ["no user name that is endless", { preferred_username: "d".repeat(129), sub: "7" }, "7"],
    ["no user name that is no text", { preferred_username: ["dana"], sub: "7" }, "7"],
    ["letters of any language", { preferred_username: "žofie.nováková", sub: "7" }, "žofie.nováková"],
    ["nothing when there is nothing", { sub: "two words" }, undefined],
  ] as const
) {
  Deno.test(`nameIn() takes ${what}`, () => {
    assert.equal(findName(claims as Parameters<typeof findName>[0]), name);
  });
}

Deno.test("scopeIn() finds nothing in claims of any shape that don't name a scope, and never throws", () => {
  fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.string(), (scope, scp, roles, prefix) => {
    const named = /desk:(read|write)/.test(JSON.stringify([scope, scp, roles]));
    if (!named) assert.equal(findScope({ scope, scp, roles }, prefix), undefined);
  }));
});
