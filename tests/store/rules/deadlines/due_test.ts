import assert from "node:assert/strict";
import { DEFAULT_SETTINGS, PRIORITIES, TIERS } from "../../../../store/mod.ts";
import { computeDue, getPolicy, trackPause } from "../../../../store/rules/deadlines/mod.ts";
import { createTicketRecord } from "../../../../store/rules/tickets/mod.ts";
import type { TicketRecord } from "../../../../store/ticket.ts";
import { HOUR } from "../../open_test_desk.ts";

const AT = "2026-11-01T09:00:00.000Z";
const defaults = getPolicy(DEFAULT_SETTINGS);

function createTicket(fields: Partial<TicketRecord> = {}): TicketRecord {
  const ticket = {
    subject: "S",
    customer: "c@example.com",
    description: "",
    priority: "medium",
    assignee: null,
  } as const;
  return change(createTicketRecord("1", { ...ticket, tags: [] }, AT), fields);
}

function change(ticket: TicketRecord, fields: Partial<TicketRecord>): TicketRecord {
  return { ...ticket, ...fields } as TicketRecord;
}

Deno.test("computeDue() depends on tier and priority", () => {
  const due = (fields: Partial<TicketRecord>, tier: (typeof TIERS)[number]) =>
    computeDue(createTicket(fields), tier, defaults).due_at;
  assert.equal(due({ priority: "urgent" }, "enterprise"), "2026-11-01T10:00:00.000Z");
  assert.equal(due({}, "pro"), "2026-11-02T09:00:00.000Z");
  assert.equal(due({ priority: "low" }, "free"), "2026-11-06T09:00:00.000Z");
});

Deno.test("the default due time is never later for a higher tier, nor for a higher priority", () => {
  const times = TIERS.map((tier) =>
    PRIORITIES.map((priority) => computeDue(createTicket({ priority }), tier, defaults).due_at!)
  );
  for (const row of times) assert.deepEqual(row.toSorted().reverse(), row);
  for (const index of PRIORITIES.keys()) {
    const column = times.map((row) => row[index]!);
    assert.deepEqual(column.toSorted().reverse(), column);
  }
});

Deno.test("computeDue() is the first reply, and after it the resolution", () => {
  const { first_reply } = DEFAULT_SETTINGS.deadlines;
  const resolution = structuredClone(first_reply);
  resolution.pro.medium = 100;
  const policy = getPolicy({ ...DEFAULT_SETTINGS, deadlines: { first_reply, resolution } });
  const replied = { first_reply_at: "2026-11-03T00:00:00.000Z" };
  assert.deepEqual(computeDue(createTicket(), "pro", policy), {
    due_at: "2026-11-02T09:00:00.000Z",
    due_for: "first_reply",
  });
  assert.deepEqual(computeDue(createTicket(replied), "pro", policy), {
    due_at: "2026-11-05T13:00:00.000Z",
    due_for: "resolution",
  });
  const reopened = { ...replied, reopened_at: "2026-11-10T09:00:00.000Z" };
  assert.equal(computeDue(createTicket(reopened), "pro", policy).due_at, "2026-11-14T13:00:00.000Z");
});

Deno.test("computeDue() skips a target without a deadline", () => {
  const none = structuredClone(DEFAULT_SETTINGS.deadlines.first_reply);
  none.pro.medium = "none";
  const first = getPolicy({ ...DEFAULT_SETTINGS, deadlines: { ...DEFAULT_SETTINGS.deadlines, first_reply: none } });
  assert.equal(computeDue(createTicket(), "pro", first).due_for, "resolution");
  const both = getPolicy({ ...DEFAULT_SETTINGS, deadlines: { first_reply: none, resolution: none } });
  assert.deepEqual(computeDue(createTicket(), "pro", both), { due_at: null, due_for: null });
});

Deno.test("computeDue() is null while a ticket waits for someone else, and once it is closed", () => {
  for (const status of ["pending", "on_hold", "closed"] as const) {
    assert.equal(computeDue(createTicket({ status } as Partial<TicketRecord>), "pro", defaults).due_at, null);
  }
});

Deno.test("a pause moves the due time by the hours that count", () => {
  const settings = { business_hours: { time_zone: "UTC", monday: ["09:00-17:00"] } };
  const monday = getPolicy({ ...DEFAULT_SETTINGS, business_hours: settings.business_hours as never });
  const open = createTicket({ created_at: "2026-11-02T09:00:00.000Z", priority: "urgent" });
  assert.equal(computeDue(open, "pro", monday).due_at, "2026-11-02T13:00:00.000Z");
  const paused = trackPause(open, change(open, { status: "pending" }), "2026-11-02T10:00:00.000Z", null);
  assert.equal(paused.paused_at, "2026-11-02T10:00:00.000Z");
  const held = trackPause(paused, change(paused, { status: "on_hold" }), "2026-11-02T11:00:00.000Z", null);
  assert.equal(held.paused_at, paused.paused_at, "the clock still waits");
  const resumed = trackPause(held, change(held, { status: "open" }), "2026-11-03T10:00:00.000Z", monday);
  assert.deepEqual([resumed.paused_at, resumed.paused_ms], [null, 7 * HOUR]);
  assert.equal(computeDue(resumed, "pro", monday).due_at, "2026-11-09T12:00:00.000Z");
});

Deno.test("a reopening starts the time again", () => {
  const before = createTicket({ status: "pending", paused_at: AT, paused_ms: 5 * HOUR });
  const after = trackPause(before, change(before, { status: "open", reopened_at: AT }), AT, defaults);
  assert.deepEqual([after.paused_at, after.paused_ms], [null, 0]);
});

Deno.test("a ticket that was paused before pauses were recorded has waited since its last change", () => {
  const before = createTicket({ status: "pending", updated_at: "2026-11-01T12:00:00.000Z" });
  const after = trackPause(before, change(before, { status: "open" }), "2026-11-01T15:00:00.000Z", defaults);
  assert.equal(after.paused_ms, 3 * HOUR);
});
