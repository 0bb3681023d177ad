import assert from "node:assert/strict";
import { PRIORITIES, TIERS } from "../../../../store/mod.ts";
import { getDueTime } from "../../../../store/rules/tickets/due.ts";

const ticket = { status: "open", priority: "medium", created_at: "2026-11-01T09:00:00.000Z" } as const;

Deno.test("getDueTime() depends on tier and priority", () => {
  assert.equal(getDueTime({ ...ticket, priority: "urgent" }, "enterprise"), "2026-11-01T10:00:00.000Z");
  assert.equal(getDueTime(ticket, "pro"), "2026-11-02T09:00:00.000Z");
  assert.equal(getDueTime({ ...ticket, status: "on_hold", priority: "low" }, "free"), "2026-11-06T09:00:00.000Z");
});

Deno.test("getDueTime() is never later for a higher tier, nor for a higher priority", () => {
  const times = TIERS.map((tier) => PRIORITIES.map((priority) => getDueTime({ ...ticket, priority }, tier)!));
  for (const row of times) assert.deepEqual(row.toSorted().reverse(), row);
  for (const index of PRIORITIES.keys()) {
    const column = times.map((row) => row[index]!);
    assert.deepEqual(column.toSorted().reverse(), column);
  }
});

Deno.test("getDueTime() is null once a ticket is closed", () => {
  assert.equal(getDueTime({ ...ticket, status: "closed" }, "pro"), null);
});
