import assert from "node:assert/strict";
import { parseChoice, parseInstant } from "../../../../store/rules/values/checks.ts";

Deno.test("parseChoice() returns the choice, or lists all choices in its error", () => {
  assert.equal(parseChoice("status", "open", ["open", "closed"]), "open");
  assert.throws(() => parseChoice("status", "shut", ["open", "closed"]), {
    code: "invalid",
    message: 'status cannot be "shut". Use one of open, closed.',
  });
});

Deno.test("parseInstant() normalizes instants", () => {
  assert.equal(parseInstant("created_at", "2026-11-01T10:30:00+01:00"), "2026-11-01T09:30:00.000Z");
  assert.equal(parseInstant("created_at", "2026-11-01"), "2026-11-01T00:00:00.000Z");
  assert.throws(() => parseInstant("created_at", "soon"), { code: "invalid", message: /created_at cannot be "soon"/ });
});
