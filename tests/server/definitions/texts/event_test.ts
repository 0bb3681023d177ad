import assert from "node:assert/strict";
import { formatEvent } from "../../../../server/definitions/texts/event.ts";
import type { TicketEvent } from "../../../../store/mod.ts";
import { shortenMarks } from "../../shorten_marks.ts";

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
    shortenMarks(formatEvent(EVENT)),
    "1. 2026-11-01T09:30:00.000Z created by <team>claude-ai 1.0</team>: subject <customer>Help</customer>; " +
      "priority medium",
  );
});

Deno.test("formatEvent() includes the question of a change that was not approved", () => {
  const answers = [{ asked: "person", question: "Merge #42?", outcome: "not_possible" } as const];
  assert.equal(
    shortenMarks(formatEvent({ ...EVENT, what: "not_approved", after: {}, answers })),
    "1. 2026-11-01T09:30:00.000Z requested by <team>claude-ai 1.0</team>, not approved: " +
      "<customer>Merge #42?</customer>: not possible",
  );
});

Deno.test("formatEvent() does not claim that a person was asked", () => {
  for (const outcome of ["declined", "cancelled"] as const) {
    const answers = [{ asked: "person", question: "Merge #42?", outcome, via: "elicitation" } as const];
    const text = shortenMarks(formatEvent({ ...EVENT, what: "not_approved", after: {}, answers }));
    assert.match(text, new RegExp(`Merge #42\\?</customer>: ${outcome} by the host or a person$`));
  }
});

for (
  const [record, text] of [
    [
      { asked: "person", outcome: "accepted", via: "terminal", by: "dana" },
      "approval: accepted by <team>dana</team> in a terminal",
    ],
    [{ asked: "person", outcome: "accepted", via: "elicitation" }, "approval: accepted"],
    [{ asked: "person", outcome: "unattended" }, "approval: unattended"],
    [{ asked: "person", outcome: "declined" }, "elicitation: declined by the host or a person"],
    [{ asked: "model", outcome: "not_possible" }, "sampling: not possible"],
  ] as const
) {
  Deno.test(`formatEvent() formats a request as "${text}"`, () => {
    const answers = [{ question: "Merge?", ...record }];
    const event = shortenMarks(
      formatEvent({ ...EVENT, what: "merged", before: {}, after: { merged_into: "7" }, answers }),
    );
    assert.equal(event, `1. 2026-11-01T09:30:00.000Z merged by <team>claude-ai 1.0</team>: merged_into 7; ${text}`);
  });
}

Deno.test("formatEvent() shows a removed value as null", () => {
  const freed = { ...EVENT, what: "updated", before: { assignee: "dana" }, after: { assignee: null } } as const;
  assert.match(
    shortenMarks(formatEvent(freed)),
    /updated by <team>claude-ai 1\.0<\/team>: assignee <team>dana<\/team> → null$/,
  );
});
