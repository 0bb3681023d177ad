/** Changes of the selected tickets: one call, one approval, one batch. */

import assert from "node:assert/strict";
import { BridgeError } from "../../../app/bridges/bridge.ts";
import { Desk } from "../../../app/desk/mod.ts";
import { actions, Places } from "../../../app/desk/second/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

interface Setup extends AsyncDisposable {
  bridge: TestBridge;
  desk: Desk;
  /** The selected tickets. */
  ids: string[];
  undone: string[];
  update(values: Parameters<typeof actions.updateSelected>[1]): Promise<boolean>;
}

/** Selects the first three tickets of the queue. */
async function setUp(): Promise<Setup> {
  const bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const desk = new Desk({ bridge, route: { place: "queue", view: "open", filter: "" }, refreshInterval: 1 });
  desk.places.value = new Places(bridge, desk.notices, () => desk.refreshAll());
  await desk.start();
  await until(() => desk.queue.rows.value.length > 0, "the list is there");
  const ids = desk.queue.rows.value.slice(0, 3).map(({ id }) => id);
  for (const id of ids) desk.queue.toggle(id);
  const undone: string[] = [];
  const offer = {
    describe: ({ count }: { count: number }) => `${count} changed`,
    undo: (id: string) => undone.push(id),
  };
  return {
    ...{ bridge, desk, ids, undone, update: (values) => actions.updateSelected(desk, values, offer) },
    [Symbol.asyncDispose]: () => bridge[Symbol.asyncDispose](),
  };
}

Deno.test("selected tickets change with one call and one approval, and are undone as one batch", async () => {
  await using setup = await setUp();
  const { bridge, desk, ids, undone } = setup;
  const read = () => Promise.all(ids.map(async (id) => (await bridge.store.tickets.get(id)).assignee));
  const before = await read();
  const questions: string[] = [];
  bridge.answer = ({ message }) => {
    questions.push(message);
    assert.deepEqual(desk.getPlaces().batches.running.value!.first.map(({ id }) => id).sort(), [...ids].sort());
    return { action: "accept", content: { decision: "yes" } };
  };
  bridge.calls.length = 0;
  assert.equal(await setup.update({ assignee: "Tom Okafor" }), true);
  assert.deepEqual(bridge.calls.filter((tool) => tool.startsWith("update_")), ["update_tickets", "update_tickets"]);
  assert.equal(questions.length, 1);
  assert.deepEqual(await read(), ids.map(() => "Tom Okafor"));
  assert.deepEqual([desk.queue.selected.value.size, desk.getPlaces().batches.running.value], [0, null]);
  const [notice] = desk.notices.list.value;
  assert.equal(notice!.text, "3 changed");
  notice!.action!.run();
  assert.deepEqual(undone, ["B1"]);
  bridge.answer = () => ({ action: "accept", content: { decision: "yes" } });
  assert.equal((await desk.getPlaces().batches.undo("B1"))!.count, 3);
  assert.deepEqual(await read(), before);
});

Deno.test("a running change tells how many tickets are done, even when it is undone", async () => {
  await using setup = await setUp();
  const { running } = setup.desk.getPlaces().batches;
  const seen: number[] = [];
  const stop = running.subscribe((batch) => batch !== null && seen.push(batch.done));
  assert.equal(await setup.update({ assignee: "Tom Okafor" }), true);
  assert.deepEqual([seen[0], seen.at(-1)], [0, 3]);
  seen.length = 0;
  await setup.desk.getPlaces().batches.undo("B1");
  assert.deepEqual([seen[0], seen.at(-1)], [0, 3]);
  stop();
});

Deno.test("a rejected change leaves everything, and reports no failure", async () => {
  await using setup = await setUp();
  const { bridge, desk, ids } = setup;
  bridge.answer = () => ({ action: "accept", content: { decision: "no" } });
  assert.equal(await setup.update({ priority: "low" }), false);
  assert.deepEqual([...desk.queue.selected.value], ids);
  assert.deepEqual(desk.notices.list.value, []);
  assert.deepEqual((await bridge.store.approvals.list({ states: ["pending"] })).items, []);
});

Deno.test("tickets that stay the same stay selected", async () => {
  await using setup = await setUp();
  const { bridge, desk, ids } = setup;
  const by = { kind: "host", name: "test", version: null } as const;
  await bridge.store.tickets.close(ids[1]!, "Solved.", { by });
  assert.equal(await setup.update({ status: "pending" }), true);
  assert.deepEqual([...desk.queue.selected.value], [ids[1]]);
});

Deno.test("a call whose response is lost is repeated, and changes the tickets once", async () => {
  await using setup = await setUp();
  const { bridge, ids } = setup;
  let isLost = false;
  bridge.intercept = async (tool, input, call) => {
    const result = await call(tool, input);
    if (tool !== "update_tickets" || input.preview || isLost) return result;
    isLost = true;
    throw new BridgeError("offline", "The response of the server was lost.");
  };
  assert.equal(await setup.update({ priority: "medium" }), true);
  const { items } = await bridge.store.tickets.listEvents(ids[0]!);
  assert.equal(items.filter(({ batch_id }) => batch_id !== undefined).length, 1);
});

Deno.test("a change that no one could approve waits, and the message leads to the approvals", async () => {
  await using setup = await setUp();
  const { bridge, desk } = setup;
  bridge.answer = () => ({ action: "cancel" });
  assert.equal(await setup.update({ priority: "low" }), false);
  const [notice] = desk.notices.list.value;
  assert.deepEqual([notice!.kind, notice!.approval], ["waits", "A1"]);
});

Deno.test("rows are selected up to another one, and all together", async () => {
  await using setup = await setUp();
  const { desk: { queue } } = setup;
  const ids = queue.rows.value.map(({ id }) => id);
  queue.clearSelection();
  queue.toggle(ids[4]!);
  queue.selectTo(ids[1]!);
  assert.deepEqual([...queue.selected.value].sort(), ids.slice(1, 5).sort());
  queue.selectAll();
  assert.equal(queue.selected.value.size, ids.length);
});
