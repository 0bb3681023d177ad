import assert from "node:assert/strict";
import { formatEvent } from "../../../../server/definitions/texts/event.ts";
import type { TicketEvent } from "../../../../store/mod.ts";

const EVENT: TicketEvent = {
  ticket_id: "42",
  revision: 1,
  at: "2026-11-01T09:30:00.000Z",
  what: "created",
  by: { kind: "host", name: "claude-ai", version: "1.0" },
  before: {},
  after: { subject: "Help", priority: "medium", assignee: null, tags: [], comment_count: 0 },
};

Deno.test("formatEvent() omits the empty fields of a new ticket", () => {
  assert.equal(
    formatEvent(EVENT),
    "1. 2026-11-01T09:30:00.000Z created by claude-ai 1.0: subject <customer_words>Help</customer_words>; priority medium",
  );
});

Deno.test("formatEvent() includes the question of a change that was not approved", () => {
  const answers = [{ asked: "person", question: "Merge #42?", outcome: "not_possible" } as const];
  assert.equal(
    formatEvent({ ...EVENT, what: "not_approved", after: {}, answers }),
    "1. 2026-11-01T09:30:00.000Z requested by claude-ai 1.0, not approved: asked a person " +
      "<customer_words>Merge #42?</customer_words>: not possible",
  );
});

Deno.test("formatEvent() shows a removed value as null", () => {
  const freed = { ...EVENT, what: "updated", before: { assignee: "dana" }, after: { assignee: null } } as const;
  assert.match(formatEvent(freed), /updated by claude-ai 1\.0: assignee dana → null$/);
});
