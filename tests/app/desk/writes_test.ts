/** The one way to change something: revisions, repetitions, rollbacks and conflicts. */

import assert from "node:assert/strict";
import { BridgeError } from "../../../app/bridges/bridge.ts";
import { type Notice, Notices, type Ticket, type TicketRow, Writes } from "../../../app/desk/mod.ts";
import { findAuthor, findConflicts, makeChange } from "../../../app/desk/second/mod.ts";
import { readTicket } from "../../../app/desk/read_ticket.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "host", name: "test", version: null, on_behalf_of: "Jonas Weber" } as const;
const ID = "1055";

interface Setup extends AsyncDisposable {
  bridge: TestBridge;
  writes: Writes;
  notices: Notices;
  ticket: Ticket;
  accepted: Partial<TicketRow>[];
}

async function setUp(): Promise<Setup> {
  const bridge = await TestBridge.open();
  const [notices, accepted] = [new Notices(), [] as Partial<TicketRow>[]];
  const accept = (row: Partial<TicketRow>) => accepted.push(row);
  const writes = new Writes({ bridge, notices, accept, delays: [1, 1] });
  const { ticket } = await readTicket(bridge, ID);
  return { bridge, writes, notices, ticket, accepted, [Symbol.asyncDispose]: () => bridge[Symbol.asyncDispose]() };
}

function toUpdate(values: Partial<TicketRow>) {
  return { tool: "update_ticket", input: { ticket_id: ID, ...values }, values };
}

Deno.test("a change shows at once, and is replaced by what the server saved", async () => {
  await using setup = await setUp();
  const { writes, ticket, accepted } = setup;
  const made = makeChange(writes, ticket, toUpdate({ priority: "low" }));
  assert.equal(writes.show(ticket).priority, "low");
  assert.equal(writes.isSaving(ID), true);
  assert.equal(await made, "saved");
  assert.equal(writes.isSaving(ID), false);
  assert.equal(accepted[0]!.priority, "low");
  assert.equal(accepted[0]!.revision, ticket.revision + 1);
});

Deno.test("a change that the server refuses is rolled back, with the reason", async () => {
  await using setup = await setUp();
  const { writes, ticket, notices } = setup;
  const outcome = await makeChange(writes, ticket, toUpdate({ subject: "x".repeat(1000) }));
  assert.equal(outcome, "failed");
  assert.equal(writes.show(ticket).subject, ticket.subject);
  assert.match(notices.list.value[0]!.text, /subject/);
  assert.equal(notices.list.value[0]!.action, undefined);
});

Deno.test("a change on top of someone else's change of another field needs no decision", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  await bridge.store.tickets.update(ID, { add_tags: ["vip"] }, { by: BY });
  assert.equal(await makeChange(writes, ticket, toUpdate({ priority: "low" })), "saved");
  const after = await bridge.store.tickets.get(ID);
  assert.deepEqual([after.priority, after.tags.includes("vip")], ["low", true]);
});

for (const [anyway, expected] of [[true, "low"], [false, "medium"]] as const) {
  Deno.test(`a conflict shows both values, and ${anyway ? "mine wins if I want" : "theirs stays if I want"}`, async () => {
    await using setup = await setUp();
    const { bridge, writes, ticket } = setup;
    await bridge.store.tickets.update(ID, { priority: "medium" }, { by: BY });
    const made = makeChange(writes, ticket, toUpdate({ priority: "low" }));
    await until(() => writes.conflict.value !== null, "there is a conflict");
    const { change, now, before } = writes.conflict.value!;
    assert.deepEqual([before.priority, change.values.priority, now.priority], ["urgent", "low", "medium"]);
    writes.conflict.value!.decide(anyway);
    assert.equal(await made, anyway ? "saved" : "unchanged");
    assert.equal(writes.conflict.value, null);
    assert.equal((await bridge.store.tickets.get(ID)).priority, expected);
  });
}

Deno.test("changes of one ticket are made in order, and are no conflict with each other", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  const { promise: wait, resolve: release } = Promise.withResolvers<void>();
  let updates = 0;
  bridge.intercept = async (tool, input, call) => {
    if (tool === "update_ticket" && updates++ === 0) await wait;
    return await call(tool, input);
  };
  const first = makeChange(writes, ticket, toUpdate({ priority: "medium" }));
  const second = makeChange(writes, writes.show(ticket), toUpdate({ priority: "low" }));
  assert.equal(writes.show(ticket).priority, "low");
  await until(() => updates === 1, "the first change waits");
  release();
  assert.deepEqual([await first, await second], ["saved", "saved"]);
  assert.equal(writes.conflict.value, null);
  assert.equal((await bridge.store.tickets.get(ID)).priority, "low");
});

Deno.test("a conflict says who changed the value", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  await bridge.store.tickets.update(ID, { priority: "medium" }, { by: BY });
  await bridge.store.tickets.update(ID, { add_tags: ["vip"] }, { by: { ...BY, on_behalf_of: "Ana Marques" } });
  const made = makeChange(writes, ticket, toUpdate({ priority: "low" }));
  await until(() => writes.conflict.value !== null, "there is a conflict");
  const { events, decide } = writes.conflict.value!;
  const { by, at } = findAuthor(events, { field: "priority", isCustom: false })!;
  assert.equal(by, "Jonas Weber");
  assert.equal(at, events.at(-2)!.at);
  assert.equal(findAuthor(events, { field: "plan", isCustom: true }), undefined);
  decide(false);
  assert.equal(await made, "unchanged");
});

Deno.test("a conflict is shown without its author if the history cannot be read", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  await bridge.store.tickets.update(ID, { priority: "medium" }, { by: BY });
  bridge.intercept = (tool, input, call) =>
    tool === "get_history" ? Promise.reject(new BridgeError("offline", "lost")) : call(tool, input);
  const made = makeChange(writes, ticket, toUpdate({ priority: "low" }));
  await until(() => writes.conflict.value !== null, "there is a conflict");
  assert.deepEqual(writes.conflict.value!.events, []);
  writes.conflict.value!.decide(true);
  assert.equal(await made, "saved");
});

Deno.test("custom fields are compared one by one", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket, accepted } = setup;
  const fields = { plan: { type: "text" }, order: { type: "number" } } as const;
  await bridge.store.settings.change((document) => ({ ...document, fields }), { by: BY });
  await bridge.store.tickets.update(ID, { custom: { plan: "Pro" } }, { by: BY });
  assert.equal(await makeChange(writes, ticket, toUpdate({ custom: { order: 2 } })), "saved");
  assert.deepEqual(accepted.at(-1)!.custom, { plan: "Pro", order: 2 });
  const made = makeChange(writes, ticket, toUpdate({ custom: { plan: "Free" } }));
  await until(() => writes.conflict.value !== null, "there is a conflict");
  const { change, now, before } = writes.conflict.value!;
  const expected = [{ field: "plan", isCustom: true, mine: "Free", theirs: "Pro" }];
  assert.deepEqual(findConflicts(before, now, change), expected);
  writes.conflict.value!.decide(false);
  assert.equal(await made, "unchanged");
});

Deno.test("a reply waits for a decision if the customer wrote in the meantime, and is lost in no case", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  const { comments } = await readTicket(bridge, ID);
  await bridge.store.tickets.addComment(ID, { kind: "customer", body: "It works now!" }, { by: BY });
  const reply = {
    tool: "add_comment",
    input: { ticket_id: ID, kind: "reply", body: "Hello" },
    values: {},
    needsThread: true,
  };
  const made = makeChange(writes, ticket, reply, comments.length);
  await until(() => writes.conflict.value !== null, "there is a conflict");
  assert.deepEqual(writes.conflict.value!.comments.map(({ body }) => body), ["It works now!"]);
  writes.conflict.value!.decide(true);
  assert.equal(await made, "saved");
});

Deno.test("a change whose response was lost is repeated, and takes effect once", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket } = setup;
  let lost = 0;
  bridge.intercept = async (tool, input, call) => {
    const result = await call(tool, input);
    if (tool === "add_comment" && lost++ === 0) throw new BridgeError("offline", "lost");
    return result;
  };
  const note = { tool: "add_comment", input: { ticket_id: ID, kind: "note", body: "Once" }, values: {} };
  assert.equal(await makeChange(writes, ticket, note), "saved");
  const { comments } = await readTicket(bridge, ID);
  assert.equal(comments.filter(({ body }) => body === "Once").length, 1);
});

Deno.test("without a connection a change is rolled back after some attempts, and can be tried again", async () => {
  await using setup = await setUp();
  const { bridge, writes, ticket, notices } = setup;
  bridge.intercept = () => Promise.reject(new BridgeError("offline", "The server cannot be reached."));
  assert.equal(await makeChange(writes, ticket, toUpdate({ priority: "low" })), "failed");
  assert.equal(writes.show(ticket).priority, "urgent");
  bridge.intercept = (tool, input, call) => call(tool, input);
  const { action } = notices.list.value[0] as Notice;
  assert.equal(action!.label, "resend");
  action!.run();
  await until(async () => (await bridge.store.tickets.get(ID)).priority === "low", "the change is made");
  await until(() => !writes.isSaving(ID), "the change is saved");
});
