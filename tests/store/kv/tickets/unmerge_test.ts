import assert from "node:assert/strict";
import { LIMITS } from "../../../../store/mod.ts";
import {
  assertRefused,
  BY,
  createTickets,
  HOUR,
  MINUTE,
  openDeskWithCustomer,
  type TestDesk,
} from "../../open_test_desk.ts";

/** Merges #2 (tags `vip`, `late`) into #1 (tags `billing`, `vip`). #3 stays. */
async function openMergedDesk(): Promise<TestDesk> {
  const desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two", "three");
  await desk.tickets.update("1", { add_tags: ["billing", "vip"] }, BY);
  await desk.tickets.update("2", { add_tags: ["vip", "late", "beta"], status: "pending", assignee: "Jo" }, BY);
  await desk.tickets.merge("2", "1", BY);
  return desk;
}

const undo = ({ tickets }: TestDesk, id = "2", into?: string) => tickets.undoMerge(id, into, BY);

async function getTags({ tickets }: TestDesk, id = "1"): Promise<string[]> {
  return (await tickets.get(id)).tags;
}

async function getLastNote({ tickets }: TestDesk, id = "1"): Promise<string> {
  return (await tickets.listComments(id)).items.findLast(({ merged_from }) => merged_from === undefined)!.body;
}

Deno.test("undoMerge() restores the duplicate and removes the tags that the merge added", async () => {
  await using desk = await openMergedDesk();
  const { ticket, into, tags } = await undo(desk);
  assert.deepEqual([into, tags], ["1", { removed: ["late", "beta"], kept: [] }]);
  const { status, assignee, resolution, closed_at, merged_into, reopened_at } = ticket;
  assert.deepEqual(
    { status, assignee, resolution, closed_at, merged_into, reopened_at },
    {
      status: "pending",
      assignee: "Jo",
      resolution: null,
      closed_at: null,
      merged_into: null,
      reopened_at: undefined,
    },
  );
  assert.deepEqual([await getTags(desk), await getTags(desk, "2")], [["billing", "vip"], ["vip", "late", "beta"]]);
  assert.deepEqual((await desk.tickets.listComments("1")).items.map(({ kind, body }) => [kind, body]), [
    ["note", "Ticket #2 (two, ada@example.com) was merged into this one."],
    ["note", "Ticket #2 is no longer merged into this one. The note about the merge stays. Tags removed: late, beta."],
  ]);
  for (const id of ["1", "2"]) {
    const last = (await desk.tickets.listEvents(id)).items.at(-1)!;
    assert.deepEqual([last.what, last.by], ["undone", BY.by]);
  }
  assert.deepEqual((await desk.tickets.search("tag:late")).items.map(({ id }) => id), ["2"]);
  assert.deepEqual((await desk.tickets.search("is:merged")).items, []);
});

Deno.test("undoMerge() changes nothing if the ticket is not merged, or at another revision", async () => {
  await using desk = await openMergedDesk();
  await assertRefused(desk, "wrong_state", /^Ticket #3 is not merged into another ticket\./, () => undo(desk, "3"));
  await assertRefused(desk, "not_found", /^Ticket #7 not found/, () => undo(desk, "7"));
  await assertRefused(desk, "wrong_state", /#2 is merged into #1, not into #3\./, () => undo(desk, "2", "3"));
  const early = () => desk.tickets.undoMerge("2", undefined, { ...BY, expectedRevision: 2 });
  await assertRefused(desk, "stale_revision", /#2 is at revision 3, not 2/, early);
  await undo(desk, "2", "1");
  await assertRefused(desk, "wrong_state", /#2 is not merged/, () => undo(desk));
});

Deno.test("undoMerge() returns the first result to a repeat with the same key", async () => {
  await using desk = await openMergedDesk();
  const context = { ...BY, idempotencyKey: "undo" };
  const first = await desk.tickets.undoMerge("2", undefined, context);
  assert.deepEqual(await desk.tickets.undoMerge("2", undefined, context), first);
  assert.equal((await desk.tickets.listComments("1")).items.length, 2);
  const other = () => desk.tickets.undoMerge("3", undefined, context);
  await assertRefused(desk, "idempotency_mismatch", /"undo"/, other);
});

Deno.test("undoMerge() keeps the tags that were added or removed since, and those of another duplicate", async () => {
  await using desk = await openMergedDesk();
  await desk.tickets.update("3", { add_tags: ["beta"] }, BY);
  await desk.tickets.merge("3", "1", BY);
  await desk.tickets.update("1", { remove_tags: ["late"], add_tags: ["new"] }, BY);
  await desk.tickets.update("1", { add_tags: ["late"] }, BY);
  assert.deepEqual((await undo(desk)).tags, { removed: [], kept: ["late", "beta"] });
  assert.deepEqual(await getTags(desk), ["billing", "vip", "beta", "new", "late"]);
  assert.match(await getLastNote(desk), /Tags that stay, because .* another duplicate has them: late, beta\.$/);
});

Deno.test("undoMerge() does not add a tag again, and removes none that had no room", async () => {
  await using desk = await openMergedDesk();
  await desk.tickets.update("1", { remove_tags: ["late"] }, BY);
  assert.deepEqual((await undo(desk)).tags, { removed: ["beta"], kept: [] });
  const many = Array.from({ length: LIMITS.tags }, (_, index) => `tag${index}`);
  await desk.tickets.update("3", { add_tags: many }, BY);
  await desk.tickets.merge("3", "1", BY);
  await desk.tickets.update("1", { remove_tags: ["tag0"], add_tags: ["tag19"] }, BY);
  const { removed, kept } = (await undo(desk, "3")).tags;
  assert.deepEqual([removed, kept], [many.slice(1, 18), []]);
  assert.deepEqual(await getTags(desk), ["billing", "vip", "tag19"]);
});

Deno.test("undoMerge() after a second merge of the same ticket undoes the second", async () => {
  await using desk = await openMergedDesk();
  await desk.tickets.reopen("2", "Not the same", BY);
  await desk.tickets.update("2", { add_tags: ["more"] }, BY);
  await desk.tickets.merge("2", "1", BY);
  const { ticket, tags } = await undo(desk);
  assert.deepEqual([ticket.status, ticket.assignee, tags.removed], ["open", null, ["more"]]);
  assert.deepEqual(await getTags(desk), ["billing", "vip", "late", "beta"]);
});

Deno.test("undoMerge() in a chain changes the target of this merge, and leaves a note on the last ticket", async () => {
  await using desk = await openMergedDesk();
  await desk.tickets.merge("1", "3", BY);
  const { into, tags } = await undo(desk, "2", "3");
  assert.deepEqual([into, tags.removed], ["1", ["late", "beta"]]);
  assert.deepEqual(await getTags(desk), ["billing", "vip"]);
  assert.deepEqual(await getTags(desk, "3"), ["billing", "vip", "late", "beta"]);
  assert.equal(
    await getLastNote(desk, "3"),
    "Ticket #2 is no longer merged into #1, which was merged into this one. All tags of this ticket stay.",
  );
  const { merged_from } = (await desk.tickets.listComments("3")).items.find(({ body }) => /Tags removed/.test(body))!;
  assert.equal(merged_from, "1");
  assert.deepEqual((await undo(desk, "1")).tags, { removed: ["billing", "vip", "late", "beta"], kept: [] });
  assert.deepEqual(await getTags(desk, "3"), []);
});

Deno.test("undoMerge() reaches a target that was closed since", async () => {
  await using desk = await openMergedDesk();
  await desk.tickets.close("1", "Done.", BY);
  await undo(desk);
  const { status, tags } = await desk.tickets.get("1");
  assert.deepEqual([status, tags], ["closed", ["billing", "vip"]]);
});

Deno.test("undoMerge() changes no erased target, and opens no erased duplicate", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  const bob = { customer: "bob@example.com" };
  for (const id of ["2", "3"]) await desk.tickets.create({ subject: id, ...bob, tags: [`t${id}`] }, BY);
  await desk.tickets.merge("3", "1", BY);
  await desk.tickets.update("1", { add_tags: ["own"] }, BY);
  await createTickets(desk, "four");
  await desk.tickets.update("4", { add_tags: ["t4"] }, BY);
  await desk.tickets.merge("4", "2", BY);
  await desk.tickets.close("2", "Done.", BY);
  await desk.erasures.erase(bob.customer, (await desk.erasures.preview(bob.customer)).state, BY);
  await assertRefused(desk, "wrong_state", /customer of ticket #3 was erased/, () => undo(desk, "3"));
  const { revision } = await desk.tickets.get("2");
  const { ticket, tags } = await undo(desk, "4");
  assert.deepEqual([ticket.status, ticket.merged_into, tags], ["open", null, { removed: [], kept: [] }]);
  const target = await desk.tickets.get("2");
  assert.deepEqual([target.revision, target.tags], [revision, ["t2", "t4"]]);
});

Deno.test("undoMerge() opens an imported duplicate, and all tags stay", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one");
  await desk.tickets.update("1", { add_tags: ["late"] }, BY);
  const closed = { status: "closed", resolution: "Same.", closed_at: "2026-11-01T09:00:00.000Z" } as const;
  const fields = { subject: "two", customer: "ada@example.com", tags: ["late"], merged_into: "1" };
  await desk.archive.importTickets([{ ticket: { ...fields, ...closed } }], BY.by);
  const { ticket, tags } = await undo(desk);
  assert.deepEqual([ticket.status, ticket.resolution, ticket.merged_into], ["open", null, null]);
  assert.deepEqual([tags, await getTags(desk)], [{ removed: [], kept: [] }, ["late"]]);
  assert.match(
    await getLastNote(desk),
    /All tags stay, because the history does not say which ones the merge added\.$/,
  );
});

for (const [minutes, name] of [[30, "still runs"], [90, "is over"]] as const) {
  Deno.test(`undoMerge() restores a claim that ${name} accordingly`, async () => {
    await using desk = await openDeskWithCustomer();
    await createTickets(desk, "one", "two");
    await desk.tickets.update("1", { status: "pending" }, BY);
    const claimed = await desk.tickets.claimNext({ assignee: "Kim", minutes: 60 }, BY);
    await desk.tickets.merge("2", "1", BY);
    desk.clock.now += minutes * MINUTE;
    const { assignee, claimed_until } = (await undo(desk)).ticket;
    assert.deepEqual([assignee, claimed_until], minutes < 60 ? ["Kim", claimed!.claimed_until] : [null, null]);
  });
}

Deno.test("undoMerge() keeps what was changed on the duplicate since, and restores no claim of another person", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.update("1", { status: "pending" }, BY);
  await desk.tickets.claimNext({ assignee: "Kim", minutes: 60 }, BY);
  await desk.tickets.merge("2", "1", BY);
  await desk.tickets.update("2", { assignee: "Jo", priority: "urgent" }, BY);
  const { assignee, claimed_until, priority } = (await undo(desk)).ticket;
  assert.deepEqual([assignee, claimed_until, priority], ["Jo", null, "urgent"]);
});

Deno.test("undoMerge() restores a snooze and a due time by hand", async () => {
  await using desk = await openDeskWithCustomer();
  await createTickets(desk, "one", "two");
  await desk.tickets.update("2", { snoozed_until: "5h", due_at: "9h" }, BY);
  const { snoozed_until, due_by_hand } = await desk.tickets.get("2");
  await desk.tickets.merge("2", "1", BY);
  assert.equal((await desk.tickets.get("2")).due_by_hand, undefined);
  desk.clock.now += HOUR;
  const { ticket } = await undo(desk);
  assert.ok(snoozed_until !== undefined && due_by_hand !== undefined);
  assert.deepEqual([ticket.snoozed_until, ticket.due_by_hand, ticket.due_at], [
    snoozed_until,
    due_by_hand,
    due_by_hand,
  ]);
});
