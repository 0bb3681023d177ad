import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { openDesk } from "../../../../store/mod.ts";

for (const era of ERAS) {
  Deno.test(`ticket_stats counts tickets and customers (${era})`, async () => {
    await using connected = await connect({ era });
    await call(connected.client, "update_ticket", { ticket_id: "42", priority: "high", assignee: "dana" });
    const { data, text } = await call(connected.client, "ticket_stats");
    assert.deepEqual(data, {
      total: 2,
      by_status: { open: 2, pending: 0, on_hold: 0, closed: 0 },
      by_priority: { low: 0, medium: 1, high: 1, urgent: 0 },
      unassigned: 1,
      unassigned_by_priority: { low: 0, medium: 1, high: 0, urgent: 0 },
      overdue: 2,
      due_today: 0,
      waiting: 2,
      snoozed: 0,
      snoozed_open: 0,
      customers: 2,
    });
    assert.equal(
      text,
      "2 tickets: 2 open, 0 pending, 0 on hold, 0 closed.\n" +
        "Not closed, by priority: 0 low, 1 medium, 1 high, 0 urgent.\n" +
        "Status open and unassigned: 1 (0 low, 1 medium, 0 high, 0 urgent).\n" +
        "Overdue: 2. Due later today: 0. Waiting for an answer: 2. Snoozed: 0.\n" +
        "Customers: 2.",
    );
  });
}

Deno.test("ticket_stats counts one ticket in the singular", async () => {
  const desk = await openDesk(":memory:");
  try {
    await desk.tickets.create({ subject: "Card", customer: "ada@example.com" }, {
      by: { kind: "host", name: "test", version: null },
    });
    await using connected = await connect({ desk });
    const { text } = await call(connected.client, "ticket_stats");
    assert.match(text, /^1 ticket: 1 open/);
  } finally {
    await desk.close();
  }
});
