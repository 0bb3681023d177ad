import assert from "node:assert/strict";
import { assertConsistent } from "../../../audit.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer, openTestDesk } from "../../../open_test_desk.ts";
import { openTestStore } from "../../../open_test_store.ts";
import { KvErasures } from "../../../../../store/kv/erasure/mod.ts";
import { KvSearchSource } from "../../../../../store/kv/tickets/search_source.ts";
import type { Tickets } from "../../../../../store/mod.ts";

const list = async (tickets: Tickets, id: string) =>
  ((await tickets.get(id)).links ?? []).map(({ relation, id }) => `${relation}:${id}`);

Deno.test("both tickets show a link, with the subject and the status of the other", async () => {
  await using store = await openTestStore();
  const { customers, tickets, kv } = store;
  await customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (const subject of ["Outage", "Cannot log in"]) await tickets.create({ subject, customer: "ada@example.com" }, BY);
  const { revision } = await tickets.update("2", { add_links: ["caused_by:1"] }, BY);
  assert.deepEqual((await tickets.get("2")).links, [
    { relation: "caused_by", id: "1", subject: "Outage", status: "open" },
  ]);
  assert.deepEqual((await tickets.get("1")).links, [
    { relation: "causes", id: "2", subject: "Cannot log in", status: "open" },
  ]);
  assert.deepEqual([revision, (await tickets.get("1")).revision], [2, 2]);
  assert.deepEqual((await tickets.listEvents("1")).items.at(-1)!.after, { links: [{ relation: "causes", id: "2" }] });
  const find = async (query: string) => (await tickets.search(query)).items.map(({ id }) => id);
  assert.deepEqual([await find("caused_by:1"), await find("linked:#2"), await find("parent:1")], [["2"], ["1"], []]);
  assert.equal((await tickets.update("2", { add_links: ["caused_by:1"] }, BY)).revision, 2, "no change");
  await tickets.update("1", { remove_links: ["2"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "2")], [[], []]);
  assert.deepEqual(await find("linked:1"), []);
  await assertConsistent(kv);
});

Deno.test("a call cannot both add and remove a link, or add links that exclude each other", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "three");
  const { tickets } = desk;
  const refused: [add: string[], remove: string[], reason: RegExp][] = [
    [["relates:2"], ["#3", " RELATES: #2"], /relates:2 is in both add_links and remove_links/],
    [["parent:2", "parent:3"], ["2"], /add_links has parent:2 and parent:3, which exclude each other/],
    [["caused_by:2", "causes:2"], [], /add_links has caused_by:2 and causes:2, which exclude each other/],
  ];
  for (const [add_links, remove_links, reason] of refused) {
    await assertRefused(desk, "invalid", reason, () => tickets.update("1", { add_links, remove_links }, BY));
  }
  await tickets.update("1", { add_links: ["caused_by:2", "relates:2", "relates:2"] }, BY);
  assert.deepEqual(await list(tickets, "1"), ["caused_by:2", "relates:2"]);
  await tickets.update("1", { add_links: ["causes:2"], remove_links: ["2"] }, BY);
  assert.deepEqual(await list(tickets, "1"), ["causes:2"]);
});

Deno.test("links that cannot be are rejected, and change neither ticket", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "three", "four");
  const { tickets } = desk;
  await tickets.update("2", { add_links: ["parent:1"] }, BY);
  await tickets.update("3", { add_links: ["parent:2", "caused_by:4"] }, BY);
  const add = (id: string, link: string) => () => tickets.update(id, { priority: "high", add_links: [link] }, BY);
  await assertRefused(desk, "invalid", /Ticket #1 cannot be linked to itself/, add("1", "relates:1"));
  await assertRefused(desk, "not_found", /Ticket #99 not found/, add("1", "relates:99"));
  await assertRefused(
    desk,
    "invalid",
    /add_links cannot be "blocks:2"\. Use relates:42, caused_by:42/,
    add("1", "blocks:2"),
  );
  await assertRefused(desk, "invalid", /add_links cannot be "2"/, add("1", "2"));
  await assertRefused(desk, "invalid", /#1 is above #3 already: parents cannot form a cycle/, add("1", "parent:3"));
  await assertRefused(desk, "invalid", /#1 is above #3 already/, add("3", "child:1"));
  await assertRefused(desk, "invalid", /already has the parent #2\. Remove it with remove_links/, add("3", "parent:4"));
  await assertRefused(desk, "invalid", /Ticket #3 already has the parent #2/, add("4", "child:3"));
  await assertRefused(desk, "invalid", /has the link caused_by:4, so it cannot be causes:4 too/, add("3", "causes:4"));
  await assertRefused(
    desk,
    "stale_revision",
    /not 9/,
    () => tickets.update("1", { add_links: ["relates:4"] }, { ...BY, expectedRevision: 9 }),
  );
});

Deno.test("a ticket has a limited number of links", async () => {
  await using desk = await openDeskWithCustomer();
  const ids = await createTickets(desk, ...Array.from({ length: 52 }, (_, index) => `Ticket ${index}`));
  const links = ids.slice(1, 51).map((id) => `relates:${id}`);
  await desk.tickets.update("1", { add_links: links }, BY);
  const add = () => desk.tickets.update("1", { add_links: ["relates:52"] }, BY);
  await assertRefused(desk, "invalid", /would have 51 links \(limit 50\)\. Remove some/, add);
  await assertRefused(
    desk,
    "invalid",
    /Ticket #1 would have 51 links/,
    () => desk.tickets.update("52", { add_links: ["relates:1"] }, BY),
  );
});

Deno.test("the links of a merged ticket are shown at its target, and lead there", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "cause", "effect", "target");
  const { tickets } = desk;
  await tickets.update("2", { add_links: ["caused_by:1"] }, BY);
  await tickets.merge("2", "3", BY);
  assert.deepEqual((await tickets.get("3")).links, [
    { relation: "caused_by", id: "1", subject: "cause", status: "open", merged_from: "2" },
  ]);
  assert.deepEqual(await list(tickets, "1"), ["causes:3"]);
  await tickets.reopen("2", "No duplicate", BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "3")], [["causes:2"], []]);
});

Deno.test("tickets that are merged in one cannot be linked to each other", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "target", "duplicate", "duplicate of a duplicate");
  const { tickets } = desk;
  await tickets.merge("3", "2", BY);
  await tickets.merge("2", "1", BY);
  const pairs = [["1", "2"], ["1", "3"], ["2", "1"], ["3", "2"]] as const;
  for (const [id, other] of pairs) {
    const error = new RegExp(`Tickets #${id} and #${other} are merged in #1, which cannot be linked to itself`);
    await assertRefused(desk, "invalid", error, () => tickets.update(id, { add_links: [`parent:${other}`] }, BY));
  }
  await tickets.reopen("2", "No duplicate", BY);
  await tickets.update("1", { add_links: ["parent:2"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "2")], [["parent:2"], ["child:1"]]);
});

for (const link of ["caused_by:3", "3", "caused_by:2", "2"]) {
  Deno.test(`a link to a merged ticket is removed by its target or by its own id: ${link}`, async () => {
    await using store = await openTestStore();
    const { customers, tickets, kv } = store;
    await customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    for (const subject of ["effect", "cause", "target", "other"]) {
      await tickets.create({ subject, customer: "ada@example.com" }, BY);
    }
    await tickets.update("1", { add_links: ["caused_by:2", "relates:4"] }, BY);
    await tickets.merge("2", "3", BY);
    assert.deepEqual(await list(tickets, "1"), ["caused_by:3", "relates:4"]);
    await tickets.update("1", { remove_links: ["relates:3", "causes:3"] }, BY);
    assert.deepEqual(await list(tickets, "1"), ["caused_by:3", "relates:4"], "another relation");
    await tickets.update("1", { remove_links: [link] }, BY);
    assert.deepEqual([await list(tickets, "1"), await list(tickets, "3")], [["relates:4"], []]);
    await tickets.reopen("2", "No duplicate", BY);
    assert.deepEqual(await list(tickets, "2"), []);
    await assertConsistent(kv);
  });
}

Deno.test("removing a link that is shown once removes the own link and the one of the merged ticket", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "effect", "cause", "target");
  const { tickets } = desk;
  await tickets.update("1", { add_links: ["caused_by:2", "caused_by:3"] }, BY);
  await tickets.merge("2", "3", BY);
  assert.deepEqual(await list(tickets, "1"), ["caused_by:3"]);
  await tickets.update("1", { remove_links: ["caused_by:3"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "3")], [[], []]);
});

Deno.test("linked tickets can be exported and imported", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.update("1", { add_links: ["child:2", "relates:2"] }, BY);
  await desk.tickets.update("1", { remove_links: ["relates:2"] }, BY);
  const exported = await Array.fromAsync(desk.archive.exportTickets());
  await using copy = await openTestDesk();
  await copy.archive.importCustomers(await Array.fromAsync(desk.archive.exportCustomers()), BY.by);
  assert.deepEqual((await copy.archive.importTickets(exported, BY.by)).map(({ outcome }) => outcome), [
    "added",
    "added",
  ]);
  assert.deepEqual(await Array.fromAsync(copy.archive.exportTickets()), exported);
  assert.deepEqual(await list(copy.tickets, "2"), ["parent:1"]);
});

Deno.test("a ticket can drop its link to a ticket of an erased customer, and gets no new one", async () => {
  await using store = await openTestStore();
  const { customers, tickets, kv } = store;
  for (const name of ["ada", "bob"]) await customers.create({ email: `${name}@example.com`, name }, BY);
  const subjects = [["one", "ada"], ["two", "bob"], ["three", "ada"]] as const;
  for (const [subject, name] of subjects) await tickets.create({ subject, customer: `${name}@example.com` }, BY);
  await tickets.update("1", { add_links: ["parent:2"] }, BY);
  await tickets.close("2", "Done", BY);
  const parts = {
    searchSource: new KvSearchSource(store.kv),
    mergeIndex: () => Promise.resolve(),
    cleanFiles: () => Promise.resolve(null),
  };
  const erasures = new KvErasures(store, parts);
  await erasures.erase("bob@example.com", (await erasures.preview("bob@example.com")).state, BY);

  await assert.rejects(tickets.update("3", { add_links: ["parent:2"] }, BY), /The customer of ticket #2 was erased/);
  await tickets.update("1", { remove_links: ["parent:2"] }, BY);
  await tickets.update("1", { add_links: ["parent:3"] }, BY);
  assert.deepEqual([await list(tickets, "1"), await list(tickets, "2")], [["parent:3"], []]);
  await assertConsistent(kv);
});
