/** Changes that are not saved, without a connection or without a token. */

import assert from "node:assert/strict";
import { BridgeError, ToolError } from "../../../app/bridges/bridge.ts";
import { Desk, type Route } from "../../../app/desk/mod.ts";
import { actions, Places } from "../../../app/desk/second/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const ID = "1055";
const ROUTE: Route = { place: "ticket", id: ID };

async function openTicket(bridge: TestBridge): Promise<Desk> {
  const desk = new Desk({ bridge, route: ROUTE });
  desk.places.value = new Places(bridge, desk.notices, () => {});
  await desk.start();
  await until(() => desk.opened.value?.state.value === "ready", "the ticket is there");
  return desk;
}

const setPriority = (desk: Desk, priority: "low" | "medium") =>
  actions.updateTicket(desk, actions.findRow(desk, ID)!, { priority }, "done");

function send(desk: Desk): Promise<unknown> {
  const { ticket, comments } = desk.opened.value!;
  return actions.send(desk, ticket.value!, desk.drafts.get(ID), comments.value.length);
}

/** Carries calls of a tool out, but loses their responses. */
function loseResponses(bridge: TestBridge, lost: string): void {
  bridge.intercept = async (tool, input, call) => {
    const result = await call(tool, input);
    if (tool === lost) throw new BridgeError("failed", "lost");
    return result;
  };
}

function reconnect(bridge: TestBridge): void {
  bridge.intercept = (tool, input, call) => call(tool, input);
}

Deno.test("a reply without a connection says so, keeps its text, and is added once when it is sent again", async () => {
  await using bridge = await TestBridge.open();
  const desk = await openTicket(bridge);
  desk.drafts.set(ID, { kind: "note", body: "Once" });
  loseResponses(bridge, "add_comment");
  assert.equal(await send(desk), "failed");
  assert.ok(desk.writes.unsent.value[ID] instanceof BridgeError);
  assert.deepEqual([desk.drafts.get(ID).body, desk.notices.list.value], ["Once", []]);
  reconnect(bridge);
  await desk.opened.value!.refresh(); // the page has noticed the note that was added
  assert.equal(await send(desk), "saved");
  assert.deepEqual([desk.writes.unsent.value, desk.drafts.has(ID)], [{}, false]);
  const { items } = await bridge.store.tickets.listComments(ID, { limit: 100 });
  assert.equal(items.filter(({ body }) => body === "Once").length, 1);
});

Deno.test("a value that is not saved can be sent again, and the message goes once it is saved in any way", async () => {
  await using bridge = await TestBridge.open();
  const desk = await openTicket(bridge);
  bridge.intercept = (tool, input, call) =>
    tool === "update_ticket" ? Promise.reject(new BridgeError("failed", "lost")) : call(tool, input);
  await setPriority(desk, "low");
  await setPriority(desk, "low");
  const [notice, ...others] = desk.notices.list.value;
  assert.deepEqual([notice!.change!.id, notice!.action!.label, others], [ID, "resend", []]);
  reconnect(bridge);
  assert.equal(await setPriority(desk, "medium"), "saved");
  assert.deepEqual(desk.notices.list.value.map(({ kind }) => kind), ["done"]);
});

Deno.test("an old value is not set again by a lost call of the past", async () => {
  await using bridge = await TestBridge.open();
  const desk = await openTicket(bridge);
  loseResponses(bridge, "update_ticket");
  await setPriority(desk, "low");
  reconnect(bridge);
  await desk.opened.value!.refresh();
  assert.equal(await setPriority(desk, "medium"), "saved");
  assert.equal(await setPriority(desk, "low"), "saved");
  assert.equal((await bridge.store.tickets.get(ID)).priority, "low");
});

Deno.test("a refusal goes after a later success, and an ended token is no message but for a change", async () => {
  await using bridge = await TestBridge.open();
  const desk = await openTicket(bridge);
  desk.notices.fail(new ToolError("No."));
  desk.notices.fail(new ToolError("No."));
  desk.notices.fail(new BridgeError("token", "Unknown token."));
  assert.deepEqual(desk.notices.list.value.map(({ text }) => text), ["No."]);
  assert.equal(await setPriority(desk, "medium"), "saved");
  assert.deepEqual(desk.notices.list.value.map(({ kind }) => kind), ["done"]);
  bridge.intercept = () => Promise.reject(new BridgeError("token", "Unknown token."));
  await setPriority(desk, "low");
  assert.equal(desk.notices.list.value.at(-1)!.change!.id, ID);
});
