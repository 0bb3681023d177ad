import assert from "node:assert/strict";
import { isChange, type TicketEvent } from "../../../../store/mod.ts";
import { replayCustomer, replayTicket } from "../../../../store/rules/history/replay.ts";
import fc from "../../../fast_check.ts";
import { HOST, START } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";
import { operations, performOperation } from "../../random_operations.ts";
import { getRunCount } from "../../empty_store.ts";

const EVENT: TicketEvent = {
  ticket_id: "1",
  revision: 1,
  at: START,
  what: "created",
  by: HOST,
  before: {},
  after: { subject: "one", priority: "low" },
};

Deno.test("replayTicket() applies events in order", () => {
  const later: TicketEvent = {
    ...EVENT,
    revision: 2,
    what: "updated",
    before: { subject: "one" },
    after: { subject: "two" },
  };
  assert.deepEqual(replayTicket([EVENT, later]), { subject: "two", priority: "low" });
});

Deno.test("replayTicket() skips changes that were not approved", () => {
  assert.deepEqual(replayTicket([EVENT, { ...EVENT, what: "not_approved", after: {} }]), {
    subject: "one",
    priority: "low",
  });
});

Deno.test("replayTicket() rejects a history with gaps and an empty history", () => {
  assert.throws(() => replayTicket([]), /without events/);
  assert.throws(() => replayTicket([EVENT, { ...EVENT, revision: 3 }]), /with gaps: event 2 has revision 3/);
});

Deno.test("replayTicket() recreates every ticket and customer after random operations", async () => {
  await fc.assert(
    fc.asyncProperty(operations, async (groups) => {
      await using store = await openTestStore();
      await performOperation(store, groups);
      for await (const { ticket: { revision, updated_at, ...state }, events } of store.archive.exportTickets()) {
        assert.deepEqual(replayTicket(events), state);
        const last = events.findLast(isChange);
        assert.deepEqual([last?.revision, last?.at], [revision, updated_at]);
      }
      for await (const { customer: { revision, updated_at, ...state }, events } of store.archive.exportCustomers()) {
        assert.deepEqual(replayCustomer(events), state);
        const last = events.findLast(isChange);
        assert.deepEqual([last?.revision, last?.at], [revision, updated_at]);
      }
    }),
    { numRuns: getRunCount(60) },
  );
});
