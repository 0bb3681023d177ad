import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { approveAll, respondWith } from "../../elicitation/approvals.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;
type Row = Record<"id" | "assignee" | "status", string>;

const CLOSE = { ticket_ids: ["42", "43"], resolution: "Fixed." };

for (const era of ERAS) {
  Deno.test(`undo_batch reverts a batch after an approval, and the history shows it (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, ...approveAll(messages) });
    const { client, desk } = connected;
    await call(client, "update_tickets", CLOSE);
    await desk.tickets.reopen("43", "Not fixed.", BY);
    const { isError, data, text } = await call(client, "undo_batch", { batch_id: "B1" });
    assert.equal(isError, false, text);
    assert.deepEqual(data, {
      batch_id: "B2",
      count: 1,
      tickets: [{ id: "42", revision: 3 }],
      left: [{ reason: "Changed since then.", code: "changed_since", ids: ["43"] }],
    });
    assert.equal(
      text,
      "Batch B2 reverted 1 ticket: #42. undo_batch can revert it.\nNot changed: #43: Changed since then.",
    );
    assert.equal(
      messages[1],
      "Revert 1 ticket to before batch B1? As they are now: #42. Not reverted: #43: Changed since then. " +
        "Texts: " +
        '#42 (closed, medium; back: closed → open) "Cannot log in after password change" from "alice@example.com".',
    );
    const { status, resolution, closed_at } = await desk.tickets.get("42");
    assert.deepEqual({ status, resolution, closed_at }, { status: "open", resolution: null, closed_at: null });
    const history = await call(client, "get_history", { ticket_id: "42" });
    assert.match(
      shortenMarks(history.text),
      /^3\. \S+ undone by .*status closed → open.*batch B2; approval: accepted/m,
    );
  });
}

Deno.test("undo_batch previews the tickets, the values that they get back, and those that it leaves", async () => {
  await using connected = await connect(approveAll());
  const { client, desk } = connected;
  await desk.settings.change(() => ({ fields: { plan: { type: "text" } } }), BY);
  const values = { assignee: "Ana", add_tags: ["vip"], snoozed_until: "2d", custom: { plan: "Pro" } };
  const { priority, tags, snoozed_until } = await desk.tickets.update("42", values, BY);
  await call(client, "update_tickets", { ticket_ids: ["42", "43"], assignee: "Tom", status: "pending" });
  await desk.tickets.update("43", { priority: "low" }, BY);
  const { isError, data, text } = await call(client, "undo_batch", { batch_id: "B1", preview: true });
  assert.equal(isError, false, text);
  assert.deepEqual([data.count, data.tickets, data.batch_id], [1, [{ id: "42", revision: 3 }], undefined]);
  assert.deepEqual(data.first.map(({ id, assignee, status }: Row) => [id, assignee, status]), [[
    "42",
    "Tom",
    "pending",
  ]]);
  assert.deepEqual(data.restored, [
    { id: "42", status: "open", priority, assignee: "Ana", tags, snoozed_until, custom: { plan: "Pro" } },
  ]);
  assert.deepEqual(data.left, [{ reason: "Changed since then.", code: "changed_since", ids: ["43"] }]);
  assert.match(
    text,
    /^Preview: 1 ticket would be reverted: #42\. Nothing was changed\.\n#42 .*\nNot changed: #43: Changed since then/s,
  );
  assert.equal(
    shortenMarks(text).split("\n")[2],
    "  gets back: pending → open, assignee <team>Tom</team> → <team>Ana</team>",
  );
  assert.deepEqual((await desk.tickets.get("42")).assignee, "Tom");
});

Deno.test("undo_batch changes nothing without an approval", async () => {
  await using connected = await connect(
    respondWith((message) =>
      message.startsWith("Revert") ? { action: "decline" } : { action: "accept", content: { decision: "yes" } }
    ),
  );
  const { client, desk } = connected;
  await call(client, "update_tickets", CLOSE);
  const { isError, text } = await call(client, "undo_batch", { batch_id: "B1" });
  assert.equal(isError, true);
  assert.match(text, /^approval_required: undo_batch was declined .* waits as approval A1 /);
  assert.equal((await desk.tickets.get("42")).status, "closed");
  const granted = await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  assert.deepEqual([granted.state, granted.batch_id, granted.reason], ["granted", "B2", null]);
  assert.equal((await desk.tickets.get("42")).status, "open");
});

Deno.test("undo_batch returns the result to a repeat after a person granted it", async () => {
  await using connected = await connect();
  const { client, desk } = connected;
  await call(client, "update_tickets", CLOSE);
  await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  const input = { batch_id: "B1", idempotency_key: "undo" };
  assert.match((await call(client, "undo_batch", input)).text, /waits as approval A2 /);
  await desk.approvals.grant("A2", { by: BY.by, via: "terminal" });
  const { data, text } = await call(client, "undo_batch", input);
  assert.equal(data.batch_id, "B2", text);
  assert.deepEqual(data.tickets, [{ id: "42", revision: 3 }, { id: "43", revision: 3 }]);
});

Deno.test("undo_batch rejects unknown batches and those that were undone", async () => {
  await using connected = await connect({ unattended: true });
  const { client } = connected;
  await call(client, "update_tickets", CLOSE);
  assert.match((await call(client, "undo_batch", { batch_id: "B9" })).text, /^batch_id B9 not found\./);
  assert.match((await call(client, "undo_batch", {})).text, /batch_id/);
  const key = { batch_id: "B1", idempotency_key: "k1" };
  const first = await call(client, "undo_batch", key);
  assert.deepEqual((await call(client, "undo_batch", key)).data, first.data);
  const again = await call(client, "undo_batch", { batch_id: "B1" });
  assert.equal(again.isError, true);
  assert.match(again.text, /^Batch B1 was already undone, by batch B2\. Nothing was changed\./);
});

const PLAN = { plan: { type: "choice", choices: ["Free", "Pro"], required: true } } as const;
const KEPT = "custom.plan is required and had no value before: it keeps its value.";

Deno.test("undo_batch reverts everything but the first value of a required field, and says so", async () => {
  const messages: string[] = [];
  await using connected = await connect(approveAll(messages));
  const { client, desk } = connected;
  await desk.settings.change(() => ({ fields: { zone: { type: "text" }, ...PLAN } }), BY);
  await desk.tickets.update("43", { custom: { plan: "Free", zone: "EU" } }, BY);
  const before = await desk.tickets.get("42");
  const custom = { plan: "Pro", zone: "US" };
  await call(client, "update_tickets", { ...CLOSE, add_tags: ["vip"], custom });
  const kept = [{ reason: KEPT, ids: ["42"] }];
  const preview = await call(client, "undo_batch", { batch_id: "B1", preview: true });
  assert.deepEqual([preview.data.count, preview.data.left, preview.data.kept], [2, [], kept]);
  assert.deepEqual(preview.data.restored.map((row: { custom: unknown }) => row.custom), [
    { plan: "Pro" },
    { plan: "Free", zone: "EU" },
  ]);
  const { data, text } = await call(client, "undo_batch", { batch_id: "B1" });
  assert.deepEqual([data.count, data.left, data.kept], [2, [], kept]);
  assert.ok(text.endsWith(`\nPartly reverted: #42: ${KEPT}`), text);
  assert.match(
    shortenMarks(messages.at(-1)!),
    /As they are now: #42–#43\. Partly reverted: #42: custom\.plan is required/,
  );
  const { status, resolution, tags, custom: values } = await desk.tickets.get("42");
  assert.deepEqual({ status, resolution, tags, values }, {
    ...{ status: before.status, resolution: null, tags: before.tags, values: { plan: "Pro" } },
  });
  assert.deepEqual((await desk.tickets.get("43")).custom, { plan: "Free", zone: "EU" });
});

Deno.test("undo_batch leaves tickets in which only a required field was set, and says why", async () => {
  await using connected = await connect(approveAll());
  const { client, desk } = connected;
  await desk.settings.change(() => ({ fields: PLAN }), BY);
  await call(client, "update_tickets", { ticket_ids: ["42", "43"], custom: { plan: "Pro" } });
  const { isError, text } = await call(client, "undo_batch", { batch_id: "B1" });
  assert.ok(isError);
  assert.ok(text.startsWith(`Batch B1 cannot be undone. #42–#43: ${KEPT} Nothing else would be reverted.`), text);
  assert.deepEqual((await desk.tickets.get("42")).custom, { plan: "Pro" });
});

Deno.test("undo_batch leaves a ticket whose field became required while the undo waited", async () => {
  await using connected = await connect({ ...respondWith(() => ({ action: "decline" })), unattended: false });
  const { client, desk } = connected;
  await desk.settings.change(() => ({ fields: { plan: { type: "text" } } }), BY);
  const { change } = await desk.batches.plan(["42", "43"], { custom: { plan: "Pro" } });
  await desk.batches.carryOut(change, BY, {});
  await call(client, "undo_batch", { batch_id: "B1" });
  await desk.settings.change(() => ({ fields: { plan: { type: "text", required: true } } }), BY);
  await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  const { data, text } = await call(client, "get_approval", { approval_id: "A1" });
  assert.equal(data.approval.changed_count, 0);
  assert.match(text, /Reason: .*0 of 2 tickets were changed\. #42–#43: custom\.plan is required/);
  assert.match(text, / Nothing was changed\. /);
  assert.deepEqual((await desk.tickets.get("42")).custom, { plan: "Pro" });
});
