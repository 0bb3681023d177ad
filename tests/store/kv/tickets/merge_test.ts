import assert from "node:assert/strict";
import { LIMITS, type Page, type ShownComment } from "../../../../store/mod.ts";
import { keys } from "../../../../store/kv/schema/mod.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

Deno.test("merge() closes the duplicate and adds its texts to the other ticket", async () => {
  await using desk = await openDeskWithCustomer();
  const [into] = await createTickets(desk, "Cannot log in");
  const { id } = await desk.tickets.create({
    subject: "Locked out",
    customer: "ada@example.com",
    description: "Since Monday.",
  }, BY);
  const merged = await desk.tickets.merge(id, into!, BY);
  assert.deepEqual(
    [merged.id, merged.status, merged.resolution, merged.merged_into],
    [id, "closed", "Merged into ticket #1.", "1"],
  );
  const { items: [note] } = await desk.tickets.listComments(into!);
  assert.equal(note?.kind, "note");
  assert.equal(note?.body, "Ticket #2 (Locked out, ada@example.com) was merged into this one.\n\nSince Monday.");
  for (const ticket of [id, into!]) assert.equal((await desk.tickets.listEvents(ticket)).items.at(-1)?.what, "merged");
  assert.deepEqual((await desk.tickets.search("monday is:merged")).items.map((ticket) => ticket.id), [id]);
  assert.deepEqual((await desk.tickets.search("locked monday")).items.map((ticket) => ticket.id), [id, into]);
});

Deno.test("merge() truncates a long description to the limit of comments", async () => {
  await using desk = await openDeskWithCustomer();
  const [into] = await createTickets(desk, "Cannot log in");
  const description = "🧾".repeat(LIMITS.description / 2);
  const { id } = await desk.tickets.create({ subject: "Long", customer: "ada@example.com", description }, BY);
  await desk.tickets.merge(id, into!, BY);
  const { items: [note] } = await desk.tickets.listComments(into!);
  assert.ok(note!.body.length <= LIMITS.comment && note!.body.length > LIMITS.comment - 3);
  assert.ok(note!.body.endsWith("🧾…") && note!.body.isWellFormed());
});

Deno.test("merge() needs two different tickets that are not closed", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three, four] = await createTickets(desk, "one", "two", "three", "four");
  const merge = (id: string, into: string) => () => desk.tickets.merge(id, into, BY);
  await assertRefused(desk, "invalid", /#1 cannot be merged into itself/, merge(one!, one!));
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, merge("7", one!));
  await assertRefused(desk, "not_found", /^Ticket #7 not found\.$/, merge(one!, "7"));
  await desk.tickets.merge(two!, one!, BY);
  await assertRefused(desk, "wrong_state", /#2 is already merged into #1/, merge(two!, three!));
  await assertRefused(desk, "invalid", /#1 cannot be merged into itself/, merge(one!, two!));
  await desk.tickets.close(four!, "Done", BY);
  await assertRefused(desk, "wrong_state", /#4 is closed and cannot be merged/, merge(four!, three!));
  await assertRefused(desk, "wrong_state", /#4 is closed, so nothing can be merged into it/, merge(three!, four!));
});

Deno.test("merge() checks the expected revisions of both tickets", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  await desk.tickets.update(one!, { priority: "high" }, BY);
  const merge = (expectedRevision: number, expectedIntoRevision: number) => () =>
    desk.tickets.merge(two!, one!, { ...BY, expectedRevision, expectedIntoRevision });
  await assertRefused(desk, "stale_revision", /#1 is at revision 2, not 1/, merge(1, 1));
  await assertRefused(desk, "stale_revision", /#2 is at revision 1, not 2/, merge(2, 2));
  assert.equal((await merge(1, 2)()).merged_into, one);
});

Deno.test("reopening a merged ticket undoes the link to the other", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  await desk.tickets.merge(two!, one!, BY);
  const reopened = await desk.tickets.reopen(two!, "Not the same after all", BY);
  assert.deepEqual([reopened.status, reopened.merged_into], ["open", null]);
  assert.deepEqual((await desk.tickets.search("is:merged")).items, []);
});

Deno.test("merge() into a merged ticket goes to the last ticket of the chain", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three, four] = await createTickets(desk, "one", "two", "three", "four");
  await desk.tickets.merge(three!, two!, BY);
  await desk.tickets.merge(two!, one!, BY);
  const merged = await desk.tickets.merge(four!, three!, BY);
  assert.deepEqual([merged.merged_into, merged.resolution], [one, "Merged into ticket #1."]);
  const { items } = await desk.tickets.listEvents(one!);
  assert.deepEqual(items.map(({ what }) => what), ["created", "merged", "merged"]);
});

Deno.test("merge() unites the tags, as many as fit, and the note names the others", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three] = await createTickets(desk, "one", "two", "three");
  await desk.tickets.update(one!, { add_tags: ["billing", "vip"] }, BY);
  await desk.tickets.update(two!, { add_tags: ["vip", "late"] }, BY);
  await desk.tickets.merge(two!, one!, BY);
  assert.deepEqual((await desk.tickets.get(one!)).tags, ["billing", "vip", "late"]);
  assert.deepEqual((await desk.tickets.search("tag:late")).items.map(({ id }) => id), [two, one]);
  const many = Array.from({ length: LIMITS.tags }, (_, index) => `tag${index}`);
  await desk.tickets.update(three!, { add_tags: many }, BY);
  await desk.tickets.merge(three!, one!, BY);
  const { tags } = await desk.tickets.get(one!);
  assert.deepEqual([tags.length, tags.slice(0, 4)], [LIMITS.tags, ["billing", "vip", "late", "tag0"]]);
  assert.match((await desk.tickets.listComments(one!)).items.at(-1)!.body, /Tags without room: tag17, tag18, tag19/);
});

Deno.test("comments and files of a merged ticket belong on the target", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two] = await createTickets(desk, "one", "two");
  await desk.tickets.merge(two!, one!, BY);
  for (const kind of ["reply", "note"] as const) {
    const comment = () => desk.tickets.addComment(two!, { kind, body: "Hello" }, BY);
    await assertRefused(desk, "wrong_state", /#2 was merged into #1\. Add the comment to ticket #1 instead/, comment);
  }
  const file = { name: "a.txt", type: "text/plain", bytes: new Uint8Array([1]) };
  const attach = () => desk.tickets.attach(two!, file, BY);
  await assertRefused(desk, "wrong_state", /#2 was merged into #1\. Add the file to ticket #1 instead/, attach);
});

Deno.test("messages about a chain of merges name its last ticket", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three, four] = await createTickets(desk, "one", "two", "three", "four");
  await desk.tickets.merge(one!, two!, BY);
  await desk.tickets.merge(two!, three!, BY);
  for (const kind of ["reply", "note", "customer"] as const) {
    const comment = () => desk.tickets.addComment(one!, { kind, body: "Hello" }, BY);
    await assertRefused(desk, "wrong_state", /#1 was merged into #3\. Add the comment to ticket #3 instead/, comment);
  }
  const attach = () => desk.tickets.attach(one!, { name: "a", type: "text/plain", bytes: new Uint8Array([1]) }, BY);
  await assertRefused(desk, "wrong_state", /Add the file to ticket #3 instead/, attach);
  await assertRefused(desk, "wrong_state", /#1 is already merged into #3/, () => desk.tickets.merge(one!, four!, BY));
});

Deno.test("reopening a merged ticket leaves a note on the last target", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three] = await createTickets(desk, "one", "two", "three");
  await desk.tickets.merge(two!, one!, BY);
  await desk.tickets.merge(one!, three!, BY);
  const repeat = { ...BY, idempotencyKey: "reopen" };
  const reopened = await desk.tickets.reopen(two!, "Not the same", repeat);
  assert.deepEqual(await desk.tickets.reopen(two!, "Not the same", repeat), reopened);
  const { items } = await desk.tickets.listComments(three!, { limit: 2 });
  const notes = items.filter(({ body }) => body.startsWith("Ticket #2 was reopened"));
  assert.deepEqual(notes.map(({ kind, body }) => [kind, body]), [
    ["note", "Ticket #2 was reopened and is no longer merged into this one: Not the same"],
  ]);
  const again = await desk.tickets.addComment(two!, { kind: "reply", body: "We look into it." }, BY);
  assert.equal(again.ticket.merged_into, null);
});

/** Merges 3 into 2, and 2 into 1, each with comments and a file. */
async function openDeskWithChain() {
  const desk = await openDeskWithCustomer();
  for (const id of await createTickets(desk, "one", "two", "three")) {
    const file = { name: id === "2" ? "b.txt" : "a.txt", type: "text/plain", bytes: new TextEncoder().encode(id) };
    await desk.tickets.attach(id, file, BY);
    for (const number of [1, 2]) await desk.tickets.addComment(id, { kind: "reply", body: `${id}.${number}` }, BY);
  }
  await desk.tickets.merge("3", "2", BY);
  await desk.tickets.merge("2", "1", BY);
  return desk;
}

const OF_CHAIN = [
  ["1.1", undefined],
  ["1.2", undefined],
  ["Ticket #2", undefined],
  ["2.1", "2"],
  ["2.2", "2"],
  ["Ticket #3", "2"],
  ["3.1", "3"],
  ["3.2", "3"],
];

for (const limit of [1, 2, 3, 5, 8, 100]) {
  Deno.test(`listComments() of a target includes the comments of its duplicates, ${limit} per page`, async () => {
    await using desk = await openDeskWithChain();
    const found = [];
    let cursor: string | null = null;
    do {
      const page: Page<ShownComment> = await desk.tickets.listComments("1", {
        limit,
        ...cursor !== null && { cursor },
      });
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    assert.deepEqual(found.map(({ body, merged_from }) => [body.slice(0, 9), merged_from]), OF_CHAIN);
    assert.equal((await desk.tickets.listComments("2")).items.length, 5);
  });
}

Deno.test("get() and getAttachment() of a target include the files of its duplicates", async () => {
  await using desk = await openDeskWithChain();
  const { attachments, comment_count } = await desk.tickets.get("1");
  assert.deepEqual(attachments.map(({ name, merged_from }) => [name, merged_from]), [
    ["a.txt", undefined],
    ["b.txt", "2"],
    ["a.txt", "3"],
  ]);
  assert.equal(comment_count, 3);
  const read = async (id: string, name: string) =>
    new TextDecoder().decode((await desk.tickets.getAttachment(id, name)).bytes);
  assert.deepEqual([await read("1", "a.txt"), await read("1", "b.txt"), await read("2", "a.txt")], ["1", "2", "3"]);
  await assert.rejects(desk.tickets.getAttachment("1", "c.txt"), { code: "not_found" });
});

Deno.test("a reopened duplicate takes its comments and files along", async () => {
  await using desk = await openDeskWithChain();
  assert.equal((await desk.tickets.get("1")).attachments.length, 3);
  await desk.tickets.reopen("2", "Not the same", BY);
  assert.deepEqual((await desk.tickets.get("1")).attachments.map(({ name }) => name), ["a.txt"]);
  const { items } = await desk.tickets.listComments("1");
  assert.deepEqual(items.map(({ merged_from }) => merged_from), [undefined, undefined, undefined, undefined]);
  assert.equal((await desk.tickets.get("2")).attachments.length, 2);
});

Deno.test("a ticket shows the comments of a duplicate that is imported after it was read", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const read = async () => (await desk.tickets.listComments("1")).items.map(({ body }) => body);
  assert.deepEqual([await read(), await read()], [[], []]);
  const duplicate = { subject: "two", customer: "ada@example.com", status: "closed", merged_into: "1" } as const;
  const ticket = { ...duplicate, resolution: "Merged into ticket #1.", closed_at: "2026-11-01T09:00:00.000Z" };
  const comments = [{ author: "Jo", kind: "note", body: "Hello" }] as const;
  await desk.archive.importTickets([{ ticket, comments }], BY.by);
  assert.deepEqual(await read(), ["Hello"]);
});

for (const targets of [["1"], ["2", "1"]]) {
  Deno.test(`a ticket in a cycle of ${targets.length} merges can be read, found, commented and reopened`, async () => {
    await using store = await openTestStore();
    const { customers, tickets } = store;
    await customers.create({ email: "ada@example.com", name: "Ada" }, BY);
    for (const subject of ["one", "two", "three"]) await tickets.create({ subject, customer: "ada@example.com" }, BY);
    await tickets.update("3", { add_links: ["caused_by:1"] }, BY);
    for (const [index, merged_into] of targets.entries()) {
      const closed = await tickets.close(String(index + 1), "Merged", BY);
      const ticket = { ...closed, merged_into };
      await store.commits.commit((transaction) => {
        transaction.set(keys.ticket(index + 1), ticket);
        transaction.set(keys.duplicate(Number(merged_into), index + 1), 0);
        transaction.set(keys.mergeTarget(Number(merged_into)), 0);
        return Promise.resolve();
      });
    }
    assert.equal((await tickets.get("1")).merged_into, targets[0]);
    assert.equal((await tickets.get("3")).links?.length, 1);
    await tickets.search("linked:1");
    const note = () => tickets.addComment("1", { kind: "note", body: "Hello" }, BY);
    const problem = `#1 was merged into #${targets[0]}, which does not exist or leads to no other ticket`;
    await assert.rejects(note, { code: "wrong_state", message: new RegExp(problem) });
    await tickets.receive({ customer: "ada@example.com", message: "Still broken", ticket_id: "1" }, BY);
    const { status, merged_into } = await tickets.get("1");
    assert.deepEqual([status, merged_into], ["open", null]);
    await note();
  });
}
