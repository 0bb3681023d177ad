import assert from "node:assert/strict";
import type { CustomField, Settings } from "../../../../store/mod.ts";
import { assertRefused, BY, openDeskWithCustomer, type TestDesk } from "../../open_test_desk.ts";

const CUSTOMER = "ada@example.com";
const FIELDS: Record<string, CustomField> = {
  plan: { type: "choice", choices: ["Free", "Pro"], required: true },
  order: { type: "number" },
  product: { type: "text" },
};

async function openDeskWithFields(fields: Settings["fields"] = FIELDS): Promise<TestDesk> {
  const desk = await openDeskWithCustomer();
  await desk.settings.change(() => ({ fields }), BY);
  return desk;
}

const create = (desk: TestDesk, custom: Record<string, unknown>) =>
  desk.tickets.create({ subject: "Kettle", customer: CUSTOMER, custom }, BY);

Deno.test("custom fields are part of the ticket, its summary and its history", async () => {
  await using desk = await openDeskWithFields();
  const { id, custom } = await create(desk, { Plan: "pro", order: "7" });
  assert.deepEqual(custom, { plan: "Pro", order: 7 });
  const changed = await desk.tickets.update(id, { custom: { order: null, product: "Kettle" } }, BY);
  assert.deepEqual([changed.custom, changed.revision], [{ plan: "Pro", product: "Kettle" }, 2]);
  assert.deepEqual((await desk.tickets.get(id)).custom, changed.custom);
  assert.equal(Object.keys(await desk.tickets.get(id)).at(-1), "custom");
  const [created, updated] = (await desk.tickets.listEvents(id)).items;
  assert.deepEqual(created!.after.custom, { plan: "Pro", order: 7 });
  assert.deepEqual([updated!.before, updated!.after], [{ custom: created!.after.custom }, { custom: changed.custom }]);
  assert.equal((await desk.tickets.update(id, { custom: { plan: "PRO", order: "" } }, BY)).revision, 2);
});

Deno.test("a new ticket needs its required custom fields, but a customer's message does not", async () => {
  await using desk = await openDeskWithFields();
  await assertRefused(
    desk,
    "invalid",
    /^custom\.plan is required \(one of: Free, Pro\)\.$/,
    () => desk.tickets.create({ subject: "Kettle", customer: CUSTOMER }, BY),
  );
  const message = { customer: CUSTOMER, subject: "Toaster", message: "It burns" };
  const { ticket_id: id } = await desk.tickets.receive(message, { ...BY, idempotencyKey: "m1" });
  assert.equal((await desk.tickets.get(id)).custom, undefined);
  await desk.tickets.close(id, "Sent a new one", BY);
});

Deno.test("a change of the settings applies to the next call, and the values stay", async () => {
  await using desk = await openDeskWithFields();
  const { id } = await create(desk, { plan: "Pro", order: 7 });
  await desk.settings.change(() => ({ fields: { plan: { type: "choice", choices: ["Gold"] } } }), BY);
  assert.deepEqual((await desk.tickets.get(id)).custom, { plan: "Pro", order: 7 });
  await assertRefused(
    desk,
    "invalid",
    /no longer a field/,
    () => desk.tickets.update(id, { custom: { order: 8 } }, BY),
  );
  const { custom } = await desk.tickets.update(id, { custom: { order: null, plan: "gold" } }, BY);
  assert.deepEqual(custom, { plan: "Gold" });
});

Deno.test("a batch sets custom fields, and an undo restores them", async () => {
  await using desk = await openDeskWithFields();
  const one = await create(desk, { plan: "Pro" });
  const two = await create(desk, { plan: "Free", order: 1 });
  await desk.settings.change(() => ({ fields: { ...FIELDS, plan: { type: "text" } } }), BY);
  const three = await create(desk, {});
  const ids = [one.id, two.id, three.id];
  const { change } = await desk.batches.plan(ids, { custom: { order: "9" } });
  const { batch_id } = await desk.batches.carryOut(change, BY, { ids });
  const read = () => Promise.all(ids.map(async (id) => (await desk.tickets.get(id)).custom));
  assert.deepEqual(await read(), [{ plan: "Pro", order: 9 }, { plan: "Free", order: 9 }, { order: 9 }]);
  const undo = await desk.batches.planUndo(batch_id);
  await desk.batches.carryOut(undo.change, BY, { batch_id });
  assert.deepEqual(await read(), [{ plan: "Pro" }, { plan: "Free", order: 1 }, undefined]);
});

Deno.test("a merge keeps the values of the target, and notes those of the duplicate", async () => {
  await using desk = await openDeskWithFields();
  const target = await create(desk, { plan: "Pro" });
  const duplicate = await create(desk, { plan: "Free", product: "Kettle" });
  await desk.tickets.merge(duplicate.id, target.id, BY);
  assert.deepEqual((await desk.tickets.get(target.id)).custom, { plan: "Pro" });
  const [note] = (await desk.tickets.listComments(target.id)).items;
  assert.match(note!.body, /\n\nIts custom fields: plan: Free; product: Kettle$/);
});

Deno.test("an import reads custom fields as the settings say, and needs none", async () => {
  await using desk = await openDeskWithFields();
  const results = await desk.archive.importTickets(
    [{ plan: "pro", order: "12" }, undefined, { order: "many" }, { serial: 1 }].map((custom) => ({
      ticket: { subject: "Moved in", customer: CUSTOMER, ...custom && { custom } },
    })),
    BY.by,
  );
  assert.deepEqual(results.map((result) => "reason" in result ? result.reason : result.id), [
    "1",
    "2",
    'custom.order is "many", but must be a number.',
    "custom.serial is not a field of this desk. Fields: plan, order, product.",
  ]);
  assert.deepEqual((await desk.tickets.get("1")).custom, { plan: "Pro", order: 12 });
});

Deno.test("an import of a history keeps its values, whatever the settings say", async () => {
  await using from = await openDeskWithFields();
  await create(from, { plan: "Pro", product: "Kettle" });
  await from.tickets.update("1", { custom: { product: null } }, BY);
  const tickets = await Array.fromAsync(from.archive.exportTickets());
  assert.deepEqual(tickets[0]!.ticket.custom, { plan: "Pro" });
  await using into = await openDeskWithCustomer();
  assert.deepEqual(await into.archive.importTickets(tickets, BY.by), [{ outcome: "added", id: "1" }]);
  assert.deepEqual(await Array.fromAsync(into.archive.exportTickets()), tickets);
  const [again] = await into.archive.importTickets(tickets, BY.by);
  assert.equal(again!.outcome, "exists");
});
