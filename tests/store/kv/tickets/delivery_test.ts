import assert from "node:assert/strict";
import type { Comment } from "../../../../store/mod.ts";
import { assertRefused, BY, createTickets, HOST, openDeskWithCustomer, openTestDesk } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

const REPLY = { kind: "reply", body: "Please try again." } as const;

Deno.test("addComment() records a reply as not sent, and a note without a delivery state", async () => {
  await using desk = await openDeskWithCustomer();
  const [id] = await createTickets(desk, "one");
  const { comment } = await desk.tickets.addComment(id!, REPLY, BY);
  assert.equal(comment.delivery, "not_sent");
  await desk.tickets.addComment(id!, { ...REPLY, kind: "note" }, BY);
  const { items } = await desk.tickets.listComments(id!);
  assert.deepEqual(items.map(({ kind, delivery }) => [kind, delivery]), [["reply", "not_sent"], ["note", undefined]]);
});

Deno.test("replies of stores from earlier versions read as not sent, everywhere", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const { id } = await store.tickets.create({ subject: "one", customer: "ada@example.com" }, BY);
  const { comment: { delivery: _delivery, ...earlier } } = await store.tickets.addComment(id, REPLY, BY);
  await store.kv.commit({ checks: [], mutations: [{ type: "set", key: ["comment", 1, 1], value: earlier }] });

  const [listed] = (await store.tickets.listComments(id)).items;
  const event = (await store.tickets.listEvents(id)).items.at(-1);
  const [exported] = await Array.fromAsync(store.archive.exportTickets());
  const read = [listed, event?.comment, exported?.comments[0], exported?.events[1]?.comment];
  assert.deepEqual(read, Array(4).fill({ ...earlier, delivery: "not_sent" }));
});

Deno.test("importTickets() accepts the replies of earlier exports, and keeps a delivery state", async () => {
  await using from = await openDeskWithCustomer();
  const [id] = await createTickets(from, "one");
  await from.tickets.addComment(id!, REPLY, BY);
  const [whole] = await Array.fromAsync(from.archive.exportTickets());
  const earlier = (comment: Comment): Comment => ({ ...comment, delivery: undefined! });
  const events = whole!.events.map((event) => event.comment ? { ...event, comment: earlier(event.comment) } : event);
  const file = JSON.parse(JSON.stringify({ ...whole, comments: whole!.comments.map(earlier), events }));

  await using into = await openTestDesk();
  await into.archive.importCustomers(await Array.fromAsync(from.archive.exportCustomers()), HOST);
  assert.deepEqual(await into.archive.importTickets([file], HOST), [{ outcome: "added", id: id! }]);
  const sent = { author: "Jo", ...REPLY, delivery: "sent" } as const;
  const other = { ticket: { subject: "two", customer: "ada@example.com" }, comments: [sent] };
  await into.archive.importTickets([other], HOST);
  assert.equal((await into.tickets.listComments("1")).items[0]?.delivery, "not_sent");
  assert.equal((await into.tickets.listComments("2")).items[0]?.delivery, "sent");
});

Deno.test("importTickets() rejects a note with a delivery state", async () => {
  await using desk = await openDeskWithCustomer();
  const note = { author: "Jo", kind: "note", body: "x", delivery: "sent" } as const;
  const ticket = { ticket: { subject: "two", customer: "ada@example.com" }, comments: [note] };
  const [result] = await desk.archive.importTickets([ticket], HOST);
  assert.deepEqual(result, { outcome: "refused", reason: "Comment 1 is not a reply, so it has no delivery." });
  await assertRefused(desk, "not_found", /#1/, () => desk.tickets.get("1"));
});
