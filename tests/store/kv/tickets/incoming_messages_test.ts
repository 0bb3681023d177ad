import assert from "node:assert/strict";
import { assertConsistent } from "../../audit.ts";
import { BY, HOUR } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";
import { checkStore } from "../../../../store/kv/check/mod.ts";
import { parseLocation } from "../../../../store/location.ts";
import { type Desk, openDesk } from "../../../../store/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";

const ADA = "ada@example.com";
const LONG = 15 * 24 * HOUR;
const CLOSED = { status: "closed", resolution: "Done.", created_at: "2020-01-01", closed_at: "2020-01-02" } as const;

/** Opens a desk with ticket 1, which has the reference `shop-9` and was closed long ago. Counts checks as KV Connect does. */
async function openWithClosedTicket(): Promise<TestStore> {
  const store = await openTestStore({ maxChecks: 10 });
  await importClosed(store);
  return store;
}

async function importClosed({ archive, customers }: Pick<Desk, "archive" | "customers"> | TestStore): Promise<void> {
  await customers.create({ email: ADA, name: "Ada" }, BY);
  const ticket = { id: "1", subject: "Parcel", customer: ADA, external_id: "shop-9", ...CLOSED };
  const [result] = await archive.importTickets([{ ticket }], BY.by);
  assert.equal(result!.outcome, "added", JSON.stringify(result));
}

const receive = async ({ tickets }: Pick<Desk, "tickets">, message: string) => {
  const { ticket_id, outcome } = await tickets.receive({ customer: ADA, message, reference: "shop-9" }, BY);
  return `${outcome} ${ticket_id}`;
};

const listLinks = async ({ tickets }: Pick<Desk, "tickets">, id: string) =>
  ((await tickets.get(id)).links ?? []).map(({ relation, id }) => `${relation}:${id}`);

Deno.test("messages to a ticket that was closed long ago go to the one ticket that continues it", async () => {
  await using store = await openWithClosedTicket();
  const { tickets } = store;
  assert.deepEqual(
    [await receive(store, "One"), await receive(store, "Two"), await receive(store, "Three")],
    ["created 2", "commented 2", "commented 2"],
  );
  const added = await tickets.addComment("1", { kind: "customer", body: "Four" }, BY);
  assert.deepEqual([added.ticket.id, added.comment.kind, added.comment.body], ["2", "customer", "Four"]);
  const bodies = (await tickets.listComments("2")).items.filter(({ kind }) => kind === "customer").map((c) => c.body);
  assert.deepEqual(bodies, ["Two", "Three", "Four"]);
  assert.equal((await tickets.listComments("1")).items.length, 1, "one note");
  await tickets.close("2", "Done.", BY);
  assert.equal(await receive(store, "Five"), "commented 2");
  assert.equal((await tickets.get("2")).status, "open");
  await assertConsistent(store.kv);
});

Deno.test("a continuation that was itself closed long ago has a continuation too, however many there are", async () => {
  await using store = await openWithClosedTicket();
  for (const id of ["2", "3", "4", "5", "6", "7"]) {
    assert.deepEqual([await receive(store, "Again"), await receive(store, "More")], [
      `created ${id}`,
      `commented ${id}`,
    ]);
    await store.tickets.close(id, "Done.", BY);
    store.clock.now += LONG;
  }
  const write = async (id: string) =>
    (await store.tickets.addComment(id, { kind: "customer", body: "Hi" }, BY)).ticket.id;
  assert.deepEqual([await write("7"), await write("1"), await write("6"), await write("7")], ["8", "8", "8", "8"]);
  assert.deepEqual(await listLinks(store, "3"), ["relates:1", "relates:2", "relates:4"]);
  await assertConsistent(store.kv);
});

Deno.test("a long chain of continuations costs at most one more ticket, and then leads to it directly", async () => {
  await using store = await openWithClosedTicket();
  const write = async (id: string) =>
    (await store.tickets.addComment(id, { kind: "customer", body: "Hi" }, BY)).ticket.id;
  for (let id = 1; id <= 6; id++) {
    assert.equal(await write(String(id)), String(id + 1));
    await store.tickets.close(String(id + 1), "Done.", BY);
    store.clock.now += LONG;
  }
  assert.deepEqual([await write("1"), await write("1"), await receive(store, "Hi")], ["8", "8", "commented 8"]);
  await assertConsistent(store.kv);
});

Deno.test("a message follows the merges of a continuation", async () => {
  await using store = await openWithClosedTicket();
  const { tickets } = store;
  await receive(store, "One");
  const { id } = await tickets.create({ subject: "Same", customer: ADA }, BY);
  await tickets.merge("2", id, BY);
  assert.equal(await receive(store, "Two"), `commented ${id}`);
  await tickets.reopen("1", "It is the same.", BY);
  await tickets.merge(id, "1", BY);
  await tickets.close("1", "Done.", BY);
  store.clock.now += LONG;
  assert.deepEqual([await receive(store, "Three"), await receive(store, "Four")], ["created 4", "commented 4"]);
  await assertConsistent(store.kv);
});

Deno.test("a message does not go to a continuation that has another customer now", async () => {
  await using store = await openWithClosedTicket();
  await receive(store, "One");
  await store.customers.create({ email: "bob@example.com", name: "Bob" }, BY);
  await store.tickets.update("2", { customer: "bob@example.com" }, BY);
  assert.deepEqual([await receive(store, "Two"), await receive(store, "Three")], ["created 3", "commented 3"]);
});

Deno.test("the new ticket and the closed one are linked, and the search finds them", async () => {
  await using store = await openWithClosedTicket();
  await receive(store, "One");
  assert.deepEqual([await listLinks(store, "1"), await listLinks(store, "2")], [["relates:2"], ["relates:1"]]);
  const find = async (query: string) => (await store.tickets.search(query)).items.map(({ id }) => id);
  assert.deepEqual([await find("linked:2"), await find("linked:1")], [["1"], ["2"]]);
  assert.deepEqual([(await store.tickets.get("1")).revision, (await store.tickets.get("2")).revision], [2, 2]);
  await store.tickets.update("2", { remove_links: ["relates:1"] }, BY);
  assert.equal(await receive(store, "Two"), "commented 2", "the link is for people");
});

Deno.test("a message to a ticket with as many links as it can have is accepted, without a link", async () => {
  await using store = await openWithClosedTicket();
  for (let count = 0; count < 50; count++) {
    const { id } = await store.tickets.create({ subject: "Other", customer: ADA }, BY);
    await store.tickets.update("1", { add_links: [`relates:${id}`] }, BY);
  }
  assert.deepEqual([await receive(store, "One"), await receive(store, "Two")], ["created 52", "commented 52"]);
  assert.deepEqual([(await listLinks(store, "1")).length, await listLinks(store, "52")], [50, []]);
  await assertConsistent(store.kv);
});

Deno.test("an imported ticket can name a continuation that does not exist, and must name a possible one", async () => {
  await using store = await openWithClosedTicket();
  const importWith = async (continued_in: string) => {
    const ticket = { id: "5", subject: "Other", customer: ADA, ...CLOSED, continued_in };
    return (await store.archive.importTickets([{ ticket }], BY.by))[0]!;
  };
  const refused = await importWith("x");
  assert.match("reason" in refused ? refused.reason : "", /^continued_in cannot be "x"\./);
  assert.equal((await importWith("99")).outcome, "added");
  const write = async () => (await store.tickets.addComment("5", { kind: "customer", body: "Hi" }, BY)).ticket.id;
  assert.deepEqual([await write(), await write()], ["6", "6"]);
});

Deno.test("two processes that receive messages at the same time make one continuation, and the store is sound", async () => {
  await using folder = await TemporaryFolder.create();
  const path = folder.file("desk.db");
  const desks = [await openDesk(path), await openDesk(path)] as const;
  await importClosed(desks[0]);
  const results = await Promise.all([0, 1, 0, 1, 0, 1].map((index) => receive(desks[index]!, `Message ${index}`)));
  assert.deepEqual(results.toSorted(), [...Array(5).fill("commented 2"), "created 2"]);
  const text = await exportTickets(desks[0]);
  await Promise.all(desks.map((desk) => desk.close()));
  assert.deepEqual((await checkStore(parseLocation(path))).findings, []);
  const copy = await openDesk(folder.file("copy.db"));
  await copy.customers.create({ email: ADA, name: "Ada" }, BY);
  const imported = await copy.archive.importTickets(text, BY.by);
  assert.deepEqual(imported.map(({ outcome }) => outcome), ["added", "added"]);
  assert.deepEqual(await exportTickets(copy), text);
  assert.equal(await receive(copy, "Later"), "commented 2");
  await copy.close();
});

const exportTickets = (desk: Desk) => Array.fromAsync(desk.archive.exportTickets());
