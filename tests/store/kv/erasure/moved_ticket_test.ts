import assert from "node:assert/strict";
import { formatErased, formatPreview } from "../../../../commands/erase/mod.ts";
import { checkStore } from "../../../../store/kv/check/mod.ts";
import { openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { BY, HOST, HOUR, openTestDesk } from "../../open_test_desk.ts";

const PIM = "pim@example.com";
const BOB = "bob@example.com";

Deno.test("an erasure takes the words in the history of a ticket that became another customer's", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  const { customers, tickets, erasures, archive } = desk;
  for (const email of [PIM, BOB]) await customers.create({ email, name: email.slice(0, 3) }, BY);
  await desk.settings.change(() => ({ fields: { product: { type: "text" } } }), BY);
  await tickets.create({ subject: "Lovage Pimpernel", description: "I am Pimpernel", customer: PIM }, BY);
  await tickets.update("1", { subject: "Pimpernel again", custom: { product: "Pimpernel" } }, BY);
  await tickets.close("1", "Pimpernel is fine", BY);
  await tickets.reopen("1", "It is not", BY);
  const moved = { customer: BOB, subject: "Kettle", description: "It leaks", custom: { product: "Kettle" } };
  await tickets.update("1", moved, BY);
  await tickets.update("1", { subject: "Kettle again", description: "It leaks again" }, BY);
  const before = await tickets.get("1");

  const preview = await erasures.preview(PIM);
  const erased = await erasures.erase(PIM, preview.state, BY);
  assert.deepEqual([erased.tickets, erased.moved, preview.moved], [0, ["1"], 1]);
  assert.match(formatPreview(preview), /, and words in the history of 1 ticket that now belongs to another customer$/);
  assert.match(formatErased(PIM, erased), /^Tickets that now belong to another customer lost .*: #1\./m);
  const { revision: _revision, updated_at: _at, ...after } = await tickets.get("1");
  assert.deepEqual({ ...after, revision: before.revision, updated_at: before.updated_at }, before);
  const { items } = await tickets.listEvents("1");
  assert.deepEqual(items.flatMap(({ after }) => after.subject ?? []), ["Erased", "Erased", "Kettle", "Kettle again"]);
  assert.equal(items[0]!.after.description, "It leaks again", "earlier descriptions are gone");

  await using copy = await openTestDesk();
  await copy.archive.importCustomers(await Array.fromAsync(archive.exportCustomers()), HOST);
  const exported = await Array.fromAsync(archive.exportTickets());
  assert.deepEqual(await copy.archive.importTickets(exported, HOST), [{ outcome: "added", id: "1" }]);
  await desk.close();
  for await (const { name } of Deno.readDir(folder.path)) {
    assert.doesNotMatch(new TextDecoder("latin1").decode(await Deno.readFile(folder.file(name))), /pimpernel|pim@/i);
  }
  assert.deepEqual((await checkStore({ kind: "file", path })).findings, []);
});

Deno.test("a ticket that continues a moved one does not repeat the former customer's subject", async () => {
  await using desk = await openTestDesk();
  for (const email of [PIM, BOB]) await desk.customers.create({ email, name: email.slice(0, 3) }, BY);
  const subjects: string[] = [];
  for (const changed of [{}, { subject: "Kettle" }]) {
    const { id } = await desk.tickets.create({ subject: "Pimpernel", customer: PIM }, BY);
    await desk.tickets.update(id, { customer: BOB }, BY);
    await desk.tickets.update(id, changed, BY);
    await desk.tickets.close(id, "Done", BY);
    desk.clock.now += 365 * 24 * HOUR;
    const { ticket } = await desk.tickets.addComment(id, { kind: "customer", body: "Again" }, BY);
    subjects.push((await desk.tickets.get(ticket.id)).subject);
  }
  assert.deepEqual(subjects, ["Re: ticket #1", "Re: Kettle"]);
  const sent = { customer: BOB, message: "And again", ticket_id: "1" };
  assert.equal((await desk.tickets.receive(sent, BY)).ticket_id, "2");
});

Deno.test("an erasure takes the escalation of a ticket that was moved after it, and not a later one", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desk = await openDesk(path);
  const { customers, tickets, erasures, archive } = desk;
  for (const email of [PIM, BOB]) await customers.create({ email, name: email.slice(0, 3) }, BY);
  const escalation = { reason: "Pimpernel is angry", note: "Escalated: Pimpernel (angry).", priority: "high" } as const;
  const later = { reason: "Bob is angry", note: "Escalated: Kettle (angry).", priority: "urgent" } as const;
  for (const id of ["1", "2"]) {
    await tickets.create({ subject: "Pimpernel", description: "I am Pimpernel", customer: PIM }, BY);
    await tickets.escalate(id, escalation, { ...BY, idempotencyKey: `escalation ${id}` });
    await tickets.update(id, { customer: BOB, subject: "Kettle", description: "It leaks" }, BY);
  }
  await tickets.escalate("2", later, BY);
  const present = (await tickets.get("2")).escalation;

  const preview = await erasures.preview(PIM);
  assert.deepEqual((await erasures.erase(PIM, preview.state, BY)).moved, ["1", "2"]);
  const erased = await tickets.get("1");
  assert.deepEqual([erased.escalation?.reason, erased.escalation?.note, erased.priority], ["Erased", "", "high"]);
  assert.deepEqual((await tickets.get("2")).escalation, present);
  assert.deepEqual((await tickets.search("angry")).items.map(({ id }) => id), ["2"]);

  await using copy = await openTestDesk();
  await copy.archive.importCustomers(await Array.fromAsync(archive.exportCustomers()), HOST);
  const results = await copy.archive.importTickets(await Array.fromAsync(archive.exportTickets()), HOST);
  assert.deepEqual(results.map(({ outcome }) => outcome), ["added", "added"]);
  await desk.close();
  for await (const { name } of Deno.readDir(folder.path)) {
    assert.doesNotMatch(new TextDecoder("latin1").decode(await Deno.readFile(folder.file(name))), /pimpernel|pim@/i);
  }
  assert.deepEqual((await checkStore({ kind: "file", path })).findings, []);
});
