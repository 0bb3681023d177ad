/** The whole state, without a document. */

import assert from "node:assert/strict";
import { Desk } from "../../../app/desk/mod.ts";
import { actions, Places } from "../../../app/desk/second/mod.ts";
import { BridgeError } from "../../../app/bridges/bridge.ts";
import { parseTokens, TokenAuthenticator } from "../../../server/transports/http/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "host", name: "test", version: null } as const;

const CLOSED = { done: "#1 is closed", undone: "The closing was undone." };

function createDesk(bridge: TestBridge, hash: ConstructorParameters<typeof Desk>[0]["route"]): Desk {
  const desk = new Desk({ bridge, route: hash, refreshInterval: 1 });
  desk.places.value = new Places(bridge, desk.notices, () => desk.refreshAll());
  return desk;
}

/** Collects the queries of searches. */
function watchQueries(bridge: TestBridge): unknown[] {
  const queries: unknown[] = [];
  bridge.intercept = (tool, input, call) => {
    if (tool === "list_ticket_rows") queries.push(input.query);
    return call(tool, input);
  };
  return queries;
}

Deno.test("the person's own tickets are counted, and again after a change", async () => {
  await using bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const desk = createDesk(bridge, { place: "queue", view: "unassigned", filter: "" });
  await desk.start();
  const { mine } = desk.getPlaces();
  await until(() => mine.count.value !== null, "the tickets are counted");
  const { items } = await bridge.store.tickets.search('assignee:"Ana Marques" -status:closed -is:snoozed', {});
  assert.deepEqual([mine.count.value, mine.hasMore.value], [items.length, false]);
  await bridge.store.tickets.update(desk.queue.rows.value[0]!.id, { assignee: "Ana Marques" }, { by: BY });
  bridge.announce();
  await until(() => mine.count.value === items.length + 1, "they are counted again");
});

Deno.test("the person's own tickets are counted up to 100, however many the server sends at a time", async () => {
  await using bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const { mine } = createDesk(bridge, { place: "queue", view: "unassigned", filter: "" }).getPlaces();
  const { items } = await bridge.store.tickets.search('assignee:"Ana Marques" -status:closed -is:snoozed', {});
  assert.ok(items.length > 1);
  bridge.intercept = (tool, input, call) => call(tool, { ...input, limit: 1 });
  await mine.refresh();
  assert.deepEqual([mine.count.value, mine.hasMore.value], [items.length, false]);
  const page = { tickets: Array(41).fill({}), cursor: "more" };
  bridge.intercept = (_, { limit }) => Promise.resolve({ ...page, tickets: page.tickets.slice(0, Number(limit)) });
  await mine.refresh();
  assert.deepEqual([mine.count.value, mine.hasMore.value], [100, true]);
});

Deno.test("the first tickets are requested before anything else is known, and once", async () => {
  await using bridge = await TestBridge.open();
  const queries = watchQueries(bridge);
  const desk = createDesk(bridge, { place: "queue", view: "open", filter: "" });
  const started = desk.start();
  assert.deepEqual(bridge.calls, ["list_ticket_rows"]);
  await started;
  assert.equal(desk.session.state.value, "ready");
  await until(() => desk.queue.rows.value.length === 12, "the tickets are there"); // the names may come before
  assert.deepEqual(queries.filter((query) => query !== "view:mine"), ["status:open -is:snoozed"]);
  desk.go({ place: "queue", view: "all", filter: "" });
  await until(() => desk.queue.rows.value.length > 12, "another view is there");
});

Deno.test("tickets that could not be read at first are read again once the desk is there", async () => {
  await using bridge = await TestBridge.open();
  let attempts = 0;
  bridge.intercept = (tool, input, call) => {
    if (tool === "list_ticket_rows" && ++attempts === 1) return Promise.reject(new BridgeError("token", "Sign in."));
    return call(tool, input);
  };
  const desk = createDesk(bridge, { place: "queue", view: "open", filter: "" });
  await desk.start();
  await until(() => desk.queue.rows.value.length === 12, "the tickets are there");
});

Deno.test("a saved view is searched with its query from the settings", async () => {
  await using bridge = await TestBridge.open();
  await bridge.store.settings.change((document) => ({ ...document, views: { sso: { query: "sso" } } }), { by: BY });
  const queries = watchQueries(bridge);
  const desk = createDesk(bridge, { place: "queue", view: "sso", filter: "" });
  await desk.start();
  await until(() => desk.queue.state.value === "ready", "the tickets are there");
  assert.deepEqual(queries.filter((query) => query !== "view:mine"), ['view:"sso"']);
});

Deno.test("an unknown view of an address is corrected there", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "queue", view: "nonexistent", filter: "sso" });
  await desk.start();
  await until(() => desk.queue.state.value === "ready", "the tickets are there");
  assert.deepEqual(desk.route.value, { place: "queue", view: "open", filter: "sso" });
  assert.equal(desk.queue.view.value.name, "open");
});

Deno.test("the desk signs in, counts, and opens the place of the address", async () => {
  await using bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  assert.equal(desk.session.you.value, "Ana Marques");
  assert.equal(desk.session.isReadOnly.value, false);
  assert.equal(desk.session.stats.value!.by_status.open, 12);
  await until(
    () => desk.opened.value?.state.value === "ready" && desk.queue.rows.value.length === 12,
    "the ticket and the list are there",
  );
  await until(
    () => desk.opened.value!.customer.value !== null && desk.opened.value!.similar.value.length > 0,
    "the customer and similar tickets are there",
  );
  assert.equal(desk.getCurrent()!.id, "1055");
  desk.leaveTicket();
  await until(() => desk.opened.value === null, "the ticket is closed");
  assert.deepEqual(desk.route.value, { place: "queue", view: "open", filter: "" });
});

Deno.test("an open ticket follows the changes of others", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  await bridge.store.tickets.addComment("1055", { kind: "customer", body: "Any news?" }, { by: BY });
  bridge.announce();
  await until(() => desk.opened.value!.comments.value.at(-1)!.body === "Any news?", "the new message is there");
  desk.leaveTicket();
});

Deno.test("a ticket that left its list keeps its neighbours there, and the cursor moves to the next one", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "queue", view: "open", filter: "" });
  const { queue } = desk;
  await desk.start();
  await until(() => queue.rows.value.length > 0, "the list is there");
  const [first, opened, gone, next] = queue.rows.value.map(({ id }) => id) as [string, string, string, string];
  desk.go({ place: "ticket", id: opened });
  for (const id of [opened, gone]) await bridge.store.tickets.update(id, { status: "pending" }, { by: BY });
  bridge.announce();
  await until(() => queue.rows.value.filter(({ left }) => left).length === 2, "both have left the list");
  assert.deepEqual([queue.getNeighbour(opened, -1), queue.getNeighbour(opened, 1)], [first, next]);
  desk.leaveTicket();
  await until(() => queue.rows.value.every(({ left }) => !left), "the list is new");
  assert.equal(queue.focused.value, next);
});

Deno.test("a ticket that does not exist is missing, not broken", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "999" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "missing", "the ticket is missing");
});

Deno.test("a sent draft is gone, and a draft that could not be sent stays", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  const draft = { kind: "note", body: "Look at the proxy" } as const;
  const send = () => {
    const { ticket, comments } = desk.opened.value!;
    return actions.send(desk, ticket.value!, draft, comments.value.length);
  };
  desk.drafts.set("1055", draft);
  bridge.intercept = (tool, input, call) =>
    tool === "add_comment" ? Promise.reject(new BridgeError("failed", "No.")) : call(tool, input);
  assert.equal(await send(), "failed");
  assert.deepEqual(desk.drafts.get("1055"), draft);
  bridge.intercept = (tool, input, call) => call(tool, input);
  assert.equal(await send(), "saved");
  assert.equal(desk.drafts.has("1055"), false);
  await until(() => desk.opened.value!.comments.value.at(-1)!.body === draft.body, "the note is there");
});

Deno.test("a change can be undone", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  const row = desk.getCurrent()!;
  await actions.updateTicket(desk, row, { assignee: null }, "#1055 has no assignee");
  assert.equal((await bridge.store.tickets.get("1055")).assignee, null);
  const [notice] = desk.notices.list.value;
  assert.deepEqual([notice!.text, notice!.action!.label], ["#1055 has no assignee", "undo"]);
  notice!.action!.run();
  await until(async () => (await bridge.store.tickets.get("1055")).assignee === "Ana Marques", "the change is undone");
  await until(() => !desk.writes.isSaving("1055"), "the change is saved");
});

Deno.test("a newer change of the same field, or the undoing, takes the place of the older offer to undo", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  const update = (values: Parameters<typeof actions.updateTicket>[2], text: string) =>
    actions.updateTicket(desk, desk.getCurrent()!, values, text);
  const list = () => desk.notices.list.value.map(({ text }) => text);
  await update({ priority: "urgent" }, "urgent");
  await update({ assignee: null }, "no one");
  await update({ priority: "low" }, "low");
  assert.deepEqual(list(), ["no one", "low"]);
  await update({ status: "pending" }, "pending");
  await actions.close(desk, desk.getCurrent()!, "Answered.", CLOSED);
  assert.deepEqual(list(), ["no one", "low", CLOSED.done]);
  await actions.reopen(desk, desk.getCurrent()!, "It is back.");
  assert.deepEqual(list(), ["no one", "low"]);
});

Deno.test("undoing a merge removes the older offer to undo it", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  await actions.updateTicket(desk, desk.getCurrent()!, { priority: "low" }, "low");
  desk.notices.offerUndo("#1 has a new subject", () => {}, { id: "1", fields: ["subject"] });
  const other = desk.queue.rows.value.find(({ id }) => id !== "1055")!;
  assert.equal(await actions.merge(desk, desk.getCurrent()!, other.id), "saved");
  desk.notices.offerUndo("#1055 was merged", () => {}, { id: "1055", fields: ["status"] });
  assert.deepEqual(desk.notices.list.value.map(({ text }) => text), ["#1 has a new subject", "#1055 was merged"]);
  assert.equal(await actions.undoMerge(desk, desk.getCurrent()!), "saved");
  assert.deepEqual(desk.notices.list.value.map(({ text }) => text), ["#1 has a new subject"]);
});

Deno.test("closing keeps the resolution, and a closed ticket can be reopened", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "queue", view: "open", filter: "" });
  await desk.start();
  await until(() => desk.queue.rows.value.length > 0, "the list is there");
  const row = desk.queue.rows.value[0]!;
  assert.equal(await actions.close(desk, row, "Answered.", CLOSED), "saved");
  assert.equal((await bridge.store.tickets.get(row.id)).resolution, "Answered.");
  assert.equal(await actions.reopen(desk, actions.findRow(desk, row.id)!, "It is back."), "saved");
  assert.equal((await bridge.store.tickets.get(row.id)).status, "open");
});

Deno.test("closing is undone with the former values, and leads back to the ticket", async () => {
  await using bridge = await TestBridge.open();
  const { id } = await bridge.store.tickets.update("1055", {
    ...{ status: "pending", assignee: "Jonas Weber", snoozed_until: "2d" },
  }, { by: BY });
  const desk = createDesk(bridge, { place: "queue", view: "all", filter: "" });
  await desk.start();
  await until(() => desk.queue.rows.value.some((row) => row.id === id), "the list is there");
  desk.go({ place: "ticket", id });
  await until(() => desk.opened.value?.ticket.value?.id === id, "the ticket is there");
  const before = desk.opened.value!.ticket.value!;
  assert.equal(await actions.close(desk, before, "Answered.", CLOSED), "saved");
  actions.goOn(desk, id);
  const next = desk.queue.getNeighbour(id, 1)!;
  assert.deepEqual(desk.route.value, { place: "ticket", id: next });
  const [notice] = desk.notices.list.value;
  assert.equal(notice!.text, CLOSED.done);
  notice!.action!.run();
  assert.deepEqual(desk.route.value, { place: "ticket", id });
  const read = () => bridge.store.tickets.get(id);
  await until(async () => (await read()).status === "pending", "the ticket is as before");
  const { assignee, resolution, snoozed_until } = await read();
  assert.deepEqual([assignee, resolution, snoozed_until], ["Jonas Weber", null, before.snoozed_until]);
  await until(() => !desk.writes.isSaving(id), "the change is saved");
});

Deno.test("a closed ticket leads to the next one of the list, or to the list; one from elsewhere stays", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "queue", view: "open", filter: "" });
  await desk.start();
  const { rows } = desk.queue;
  await until(() => rows.value.length > 0, "the list is there");
  const goOnFrom = (id: string) => {
    desk.go({ place: "ticket", id });
    actions.goOn(desk, id);
    return desk.route.value;
  };
  assert.deepEqual(goOnFrom(rows.value[0]!.id), { place: "ticket", id: rows.value[1]!.id });
  assert.deepEqual(goOnFrom("999"), { place: "ticket", id: "999" });
  assert.deepEqual(goOnFrom(rows.value.at(-1)!.id), { place: "queue", view: "open", filter: "" });
  desk.go({ place: "reports" });
  actions.goOn(desk, rows.value[0]!.id); // the person has gone elsewhere
  assert.deepEqual(desk.route.value, { place: "reports" });
});

Deno.test("a ticket that moves to another customer shows their account", async () => {
  await using bridge = await TestBridge.open();
  const desk = createDesk(bridge, { place: "ticket", id: "1055" });
  await desk.start();
  const { customer, ticket } = desk.opened.value!;
  await until(() => customer.value !== null, "the account is there");
  const former = ticket.value!.customer;
  const moved = actions.updateTicket(desk, ticket.value!, { customer: "liam@brightleaf.example" }, "moved");
  assert.equal(desk.writes.show(ticket.value!).customer, "liam@brightleaf.example");
  assert.equal(await moved, "saved");
  await until(() => customer.value?.email === "liam@brightleaf.example", "the other account is there");
  desk.notices.list.value[0]!.action!.run();
  await until(() => customer.value?.email === former, "the change is undone");
  await until(() => !desk.writes.isSaving("1055"), "the change is saved");
});

Deno.test("without a valid token the person signs in; a reader sees that nothing can be changed", async () => {
  const tokens = parseTokens(`ana read ${"t".repeat(43)}`);
  await using refused = await TestBridge.open({ authenticator: new TokenAuthenticator(tokens) });
  const desk = createDesk(refused, { place: "reports" });
  await desk.start();
  assert.equal(desk.session.state.value, "signed_out");
  await using bridge = await TestBridge.open({ server: { readOnly: true } });
  const reader = createDesk(bridge, { place: "reports" });
  await reader.start();
  assert.equal(reader.session.isReadOnly.value, true);
});
