import assert from "node:assert/strict";
import { checkedInstant, oneOf } from "../../../store/rules/checks.ts";

Deno.test("oneOf() gives the choice, or says which there are", () => {
  assert.equal(oneOf("status", "open", ["open", "closed"]), "open");
  assert.throws(() => oneOf("status", "shut", ["open", "closed"]), {
    code: "invalid",
    message: 'The status can\'t be "shut": it is one of open, closed.',
  });
});

Deno.test("checkedInstant() gives every instant one form", () => {
  assert.equal(checkedInstant("created_at", "2026-11-01T10:30:00+01:00"), "2026-11-01T09:30:00.000Z");
  assert.equal(checkedInstant("created_at", "2026-11-01"), "2026-11-01T00:00:00.000Z");
  assert.throws(() => checkedInstant("created_at", "soon"), { code: "invalid", message: /created_at can't be "soon"/ });
});
