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
    "1. 2026-11-01T09:30:00.000Z requested by claude-ai 1.0, not approved: " +
      "<customer_words>Merge #42?</customer_words>: not possible",
  );
});

Deno.test("formatEvent() does not claim that a person was asked", () => {
  for (const outcome of ["declined", "cancelled"] as const) {
    const answers = [{ asked: "person", question: "Merge #42?", outcome, via: "elicitation" } as const];
    const text = formatEvent({ ...EVENT, what: "not_approved", after: {}, answers });
    assert.match(text, new RegExp(`Merge #42\\?</customer_words>: ${outcome} by the host or a person$`));
  }
});

for (
  const [record, text] of [
    [{ asked: "person", outcome: "accepted", via: "terminal", by: "dana" }, "approval: accepted by dana in a terminal"],
    [{ asked: "person", outcome: "accepted", via: "elicitation" }, "approval: accepted"],
    [{ asked: "person", outcome: "unattended" }, "approval: unattended"],
    [{ asked: "person", outcome: "declined" }, "elicitation: declined by the host or a person"],
    [{ asked: "model", outcome: "not_possible" }, "sampling: not possible"],
  ] as const
) {
  Deno.test(`formatEvent() formats a request as "${text}"`, () => {
    const answers = [{ question: "Merge?", ...record }];
    const event = formatEvent({ ...EVENT, what: "merged", before: {}, after: { merged_into: "7" }, answers });
    assert.equal(event, `1. 2026-11-01T09:30:00.000Z merged by claude-ai 1.0: merged_into 7; ${text}`);
  });
}

Deno.test("formatEvent() shows a removed value as null", () => {
  const freed = { ...EVENT, what: "updated", before: { assignee: "dana" }, after: { assignee: null } } as const;
  assert.match(formatEvent(freed), /updated by claude-ai 1\.0: assignee dana → null$/);
});
