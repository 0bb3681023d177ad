import assert from "node:assert/strict";
import { checkRows } from "../../../../store/kv/check/check_rows.ts";
import { KeyValueRows } from "../../../../store/kv/rows/mod.ts";
import { keys } from "../../../../store/kv/schema/mod.ts";
import { assertConsistent } from "../../audit.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer, openTestDesk } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

async function openTicket(): Promise<TestStore> {
  const store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  await store.tickets.create({ subject: "Kettle", customer: "ada@example.com", description: "It leaks" }, BY);
  return store;
}

const find = async ({ tickets }: Pick<TestStore, "tickets">, query: string) =>
  (await tickets.search(query)).items.map(({ id }) => id);

Deno.test("an edited comment shows and finds its new text, and the history keeps the old one", async () => {
  await using store = await openTicket();
  const { tickets } = store;
  await tickets.addComment("1", { kind: "note", body: "Ask about the gasket" }, BY);
  await tickets.addComment("1", { kind: "note", body: "The gasket is worn" }, BY);
  const { comment, ticket } = await tickets.editComment("1", 1, { body: " Ask about the lid " }, BY);
  assert.deepEqual([comment.body, comment.edited_by, ticket.revision], ["Ask about the lid", "test-host", 4]);
  await tickets.editComment("1", 2, { body: "The handle is worn" }, BY);
  assert.deepEqual(await find(store, "gasket"), []);
  assert.deepEqual(await find(store, "lid handle"), ["1"]);
  const events = (await tickets.listEvents("1")).items;
  assert.deepEqual(events.slice(-2).map(({ what, earlier_text, comment }) => [what, earlier_text, comment!.body]), [
    ["comment_edited", "Ask about the gasket", "Ask about the lid"],
    ["comment_edited", "The gasket is worn", "The handle is worn"],
  ]);
  await assertConsistent(store.kv);
});

Deno.test("a retracted comment has no text, also of a customer, and stays in its place", async () => {
  await using store = await openTicket();
  const { tickets } = store;
  await tickets.addComment("1", { kind: "customer", body: "My password is swordfish" }, BY);
  await tickets.addComment("1", { kind: "note", body: "Careful" }, BY);
  const { comment } = await tickets.editComment("1", 1, { retract: true }, BY);
  assert.deepEqual([comment.body, comment.is_retracted, comment.kind], ["", true, "customer"]);
  assert.deepEqual((await tickets.listComments("1")).items.map(({ body }) => body), ["", "Careful"]);
  assert.deepEqual(await find(store, "swordfish"), []);
  assert.equal((await tickets.listEvents("1")).items.at(-1)!.earlier_text, "My password is swordfish");
  await assertConsistent(store.kv);
});

Deno.test("a comment with the same text does not change", async () => {
  await using store = await openTicket();
  await store.tickets.addComment("1", { kind: "note", body: "Same" }, BY);
  const { ticket, comment } = await store.tickets.editComment("1", 1, { body: "Same" }, BY);
  assert.deepEqual([ticket.revision, comment.edited_at], [2, undefined]);
});

Deno.test("words of customers, retracted comments, notes about merges and unknown comments cannot be edited", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.addComment("1", { kind: "customer", body: "Hello" }, BY);
  await desk.tickets.addComment("1", { kind: "note", body: "Wrong" }, BY);
  await desk.tickets.editComment("1", 2, { retract: true }, BY);
  await desk.tickets.merge("2", "1", BY);
  const edit = (number: number) => () => desk.tickets.editComment("1", number, { body: "New" }, BY);
  await assertRefused(desk, "wrong_state", /Comment 1 of ticket #1 has words that the customer wrote/, edit(1));
  await assertRefused(desk, "wrong_state", /Comment 2 of ticket #1 was retracted/, edit(2));
  await assertRefused(desk, "wrong_state", /Comment 3 of ticket #1 records a merge/, edit(3));
  await assertRefused(desk, "not_found", /Comment 9 of ticket #1 not found\. get_ticket lists/, edit(9));
  await assertRefused(desk, "invalid", /text is empty/, () => desk.tickets.editComment("1", 1, { body: " " }, BY));
  const stale = { ...BY, expectedRevision: 1 };
  const retract = () => desk.tickets.editComment("1", 1, { retract: true }, stale);
  await assertRefused(desk, "stale_revision", /not 1/, retract);
});

Deno.test("a changed description is found, and the history has each of its texts", async () => {
  await using store = await openTicket();
  const { tickets } = store;
  await tickets.update("1", { description: "The gasket leaks", subject: "Old kettle" }, BY);
  await tickets.update("1", { description: "The lid leaks" }, BY);
  assert.equal((await tickets.get("1")).description, "The lid leaks");
  assert.deepEqual([await find(store, "gasket"), await find(store, "lid")], [[], ["1"]]);
  const events = (await tickets.listEvents("1")).items;
  assert.deepEqual(events.map(({ before, after }) => [before.description, after.description]), [
    [undefined, "It leaks"],
    ["It leaks", "The gasket leaks"],
    ["The gasket leaks", "The lid leaks"],
  ]);
  assert.equal((await tickets.update("1", { description: "The lid leaks" }, BY)).revision, 3, "no change");
  await tickets.update("1", { description: "" }, BY);
  assert.equal((await tickets.get("1")).description, "");
  await assertConsistent(store.kv);
});

Deno.test("the longest descriptions fit into the history", async () => {
  await using store = await openTicket();
  const texts = ["問", "題"].map((letter) => letter.repeat(20_000));
  for (const description of texts) await store.tickets.update("1", { description }, BY);
  assert.deepEqual((await store.tickets.listEvents("1")).items.at(-1)!.before.description, texts[0]);
});

Deno.test("a ticket with changed texts can be exported and imported", async () => {
  await using store = await openTicket();
  const { tickets, archive } = store;
  await tickets.addComment("1", { kind: "note", body: "One" }, BY);
  await tickets.addComment("1", { kind: "customer", body: "Two" }, BY);
  await tickets.editComment("1", 1, { body: "First" }, BY);
  await tickets.editComment("1", 2, { retract: true }, BY);
  await tickets.update("1", { description: "It drips" }, BY);
  const exported = await Array.fromAsync(archive.exportTickets());
  await using copy = await openTestDesk();
  await copy.archive.importCustomers(await Array.fromAsync(archive.exportCustomers()), BY.by);
  assert.deepEqual((await copy.archive.importTickets(exported, BY.by)).map(({ outcome }) => outcome), ["added"]);
  assert.deepEqual(await Array.fromAsync(copy.archive.exportTickets()), exported);
});

Deno.test("a check names earlier texts that are lost, damaged or left over", async () => {
  await using store = await openTicket();
  const { tickets, kv } = store;
  await tickets.addComment("1", { kind: "note", body: "One" }, BY);
  await tickets.editComment("1", 1, { body: "First" }, BY);
  await tickets.update("1", { description: "It drips" }, BY);
  await kv.commit({
    checks: [],
    mutations: [
      { type: "delete", key: keys.earlierText(1, 3, 0) },
      { type: "set", key: keys.earlierText(1, 4, 0), value: "It explodes" },
      { type: "set", key: keys.earlierText(1, 9, 0), value: "Left over" },
    ],
  });
  const { findings } = await checkRows(new KeyValueRows(kv));
  const problems = findings.kept.map(({ kind, problem }) => `${kind}: ${problem}`);
  assert.deepEqual(problems, [
    "lost: a text that event 3 of its history replaced.",
    "lost: a text that event 4 of its history replaced.",
    "derived: an earlier text that no event has: 9/0.",
    "lost: its first description is not the one that was written.",
  ]);
});
