import assert from "node:assert/strict";
import { LIMITS } from "../../../../store/mod.ts";
import { assertConsistent } from "../../audit.ts";
import { HOST } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

/** Creates a text of characters outside Latin 1. Each takes two bytes in a value and three in a key. */
function wide(length: number, first = 0): string {
  return Array.from({ length }, (_, index) => String.fromCharCode(0x4e00 + (first + index) % 20_000)).join("");
}

Deno.test("the largest allowed ticket fits in the store, with every change and idempotency key", async () => {
  await using store = await openTestStore();
  const email = `${wide(42)}@${wide(42)}`;
  const by = { ...HOST, name: wide(LIMITS.name) };
  let calls = 0;
  const context = () => ({ by, idempotencyKey: `${wide(150)}${calls++}` });
  await store.customers.create({ email, name: wide(LIMITS.name), notes: wide(LIMITS.notes) }, context());
  await store.customers.update(email, { notes: wide(LIMITS.notes, 1), account_tier: "pro" }, context());
  await store.tickets.create({ subject: "another", customer: email }, context());
  const { id } = await store.tickets.create({
    subject: wide(LIMITS.subject),
    customer: email,
    description: wide(LIMITS.description),
    assignee: wide(LIMITS.name),
    tags: Array.from({ length: LIMITS.tags }, (_, index) => wide(LIMITS.tag, index * LIMITS.tag)),
  }, context());
  const escalation = { priority: "urgent", reason: wide(LIMITS.reason), note: wide(LIMITS.note) } as const;
  await store.tickets.escalate(id, escalation, context());
  await store.tickets.escalate(id, { ...escalation, note: wide(LIMITS.note, 1) }, context());
  for (let index = 0; index < LIMITS.attachments; index++) {
    const file = { name: wide(LIMITS.name, index), type: `a/${"b".repeat(98)}`, bytes: new Uint8Array([index]) };
    await store.tickets.attach(id, file, context());
  }
  await store.tickets.update(id, { subject: wide(LIMITS.subject, LIMITS.subject) }, context());
  await store.tickets.close(id, wide(LIMITS.resolution), context());
  await store.tickets.addComment(id, { kind: "reply", body: wide(LIMITS.comment) }, context());
  await store.tickets.reopen(id, wide(LIMITS.reason), context());
  await store.tickets.merge(id, "1", context());
  await assertConsistent(store.kv);

  const [, whole] = await Array.fromAsync(store.archive.exportTickets());
  await using into = await openTestStore();
  await into.archive.importCustomers(await Array.fromAsync(store.archive.exportCustomers()), HOST);
  assert.deepEqual(await into.archive.importTickets([whole!], HOST), [{ outcome: "added", id }]);
  const { ticket, comments } = whole!;
  await using fresh = await openTestStore();
  await fresh.customers.create({ email, name: "x" }, { by });
  const { revision: _revision, ...withoutHistory } = ticket;
  assert.deepEqual(await fresh.archive.importTickets([{ ticket: withoutHistory, comments }], by), [{
    outcome: "added",
    id,
  }]);
});
