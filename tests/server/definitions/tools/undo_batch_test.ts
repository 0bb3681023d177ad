import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { approveAll, respondWith } from "../../elicitation/approvals.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const BY = { by: { kind: "system", name: "test", version: null } } as const;
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
      left: [{ reason: "It was changed since.", ids: ["43"] }],
    });
    assert.equal(
      text,
      "Batch B2 reverted 1 ticket: #42. undo_batch can revert it.\nNot changed: #43: It was changed since.",
    );
    assert.equal(
      shortenMarks(messages[1]!),
      "Revert 1 ticket to before batch B1? As they are now: #42. <customer>Texts: " +
        '#42 (closed, medium) "Cannot log in after password change" from "alice@example.com".</customer>',
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
