import assert from "node:assert/strict";
import { LIMITS } from "../../../../store/mod.ts";
import { assertRefused, BY, createTickets, openDeskWithCustomer } from "../../open_test_desk.ts";

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

Deno.test("reopening a merged ticket leaves a note on the target", async () => {
  await using desk = await openDeskWithCustomer();
  const [one, two, three] = await createTickets(desk, "one", "two", "three");
  await desk.tickets.merge(two!, one!, BY);
  await desk.tickets.merge(one!, three!, BY);
  const repeat = { ...BY, idempotencyKey: "reopen" };
  const reopened = await desk.tickets.reopen(two!, "Not the same", repeat);
  assert.deepEqual(await desk.tickets.reopen(two!, "Not the same", repeat), reopened);
  const { items } = await desk.tickets.listComments(one!);
  const notes = items.filter(({ body }) => body.startsWith("Ticket #2 was reopened"));
  assert.deepEqual(notes.map(({ kind, body }) => [kind, body]), [
    ["note", "Ticket #2 was reopened and is no longer merged into this one: Not the same"],
  ]);
  const again = await desk.tickets.addComment(two!, { kind: "reply", body: "We look into it." }, BY);
  assert.equal(again.ticket.merged_into, null);
});
