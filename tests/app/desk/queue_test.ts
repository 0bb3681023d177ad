/** The list: what is read keeps its place. */

import assert from "node:assert/strict";
import { ToolError } from "../../../app/bridges/bridge.ts";
import { findView, Queue, type TicketRow, type View } from "../../../app/desk/mod.ts";
import { listOwnReasons } from "../../../app/desk/second/mod.ts";
import type { Reason } from "../../../base/failures/reason.ts";
import { TestBridge } from "../test_bridge.ts";

const BY = { kind: "host", name: "test", version: null } as const;
const NEW = { subject: "Brand new", customer: "liam@brightleaf.example" };

async function openQueue(bridge: TestBridge): Promise<Queue> {
  const queue = new Queue(bridge);
  await queue.open(OPEN);
  return queue;
}

const OPEN: View = { name: "open", query: "status:open", sort: "newest" };

const getIds = (queue: Queue) => queue.rows.value.map(({ id }) => id);

Deno.test("new tickets are announced, and shown on request", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const before = getIds(queue);
  await bridge.store.tickets.create(NEW, { by: BY });
  await queue.refresh();
  assert.deepEqual(getIds(queue), before);
  assert.equal(queue.newCount.value, 1);
  queue.showNew();
  assert.equal(queue.rows.value[0]!.subject, "Brand new");
  assert.equal(queue.newCount.value, 0);
});

Deno.test("a changed row changes in its place, and one that left the view stays, marked", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const before = getIds(queue);
  await bridge.store.tickets.update(before[2]!, { subject: "Renamed" }, { by: BY });
  await bridge.store.tickets.close(before[1]!, "Done", { by: BY });
  await queue.refresh();
  assert.deepEqual(getIds(queue), before);
  assert.equal(queue.rows.value[2]!.subject, "Renamed");
  assert.deepEqual(queue.rows.value.map(({ left }) => left ?? false), before.map((_, index) => index === 1));
  await queue.load();
  assert.equal(queue.rows.value.length, before.length - 1);
});

Deno.test("a refresh keeps the rows that have not changed, so that views show only the others again", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const [changed, left, ...others] = queue.rows.value;
  await bridge.store.tickets.update(changed!.id, { subject: "Renamed" }, { by: BY });
  await bridge.store.tickets.close(left!.id, "Done", { by: BY });
  await queue.refresh();
  const shown = queue.rows.value;
  assert.notEqual(shown[0], changed);
  assert.ok(others.every((row, index) => row === shown[index + 2]));
  await queue.refresh();
  assert.ok(shown.every((row, index) => row === queue.rows.value[index]));
});

Deno.test("a filter narrows the view", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  await queue.open(OPEN, "tag:sso");
  assert.deepEqual(getIds(queue), ["1055"]);
});

Deno.test("words in the filter find tickets by their conversations, and show where", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  await queue.open(OPEN, "rollback proxy");
  assert.equal(queue.rows.value[0]!.id, "1055");
  assert.match(queue.rows.value[0]!.match!.excerpt!, /proxy|rollback/i);
});

Deno.test("a slow answer for an earlier filter is ignored", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const { promise: wait, resolve: release } = Promise.withResolvers<void>();
  bridge.intercept = async (tool, input, call) => {
    const result = await call(tool, input);
    if (String(input.query).includes("slow")) await wait;
    return result;
  };
  const slow = queue.open(OPEN, "slow");
  await queue.open(OPEN, "tag:sso");
  release();
  await slow;
  assert.deepEqual(getIds(queue), ["1055"]);
});

Deno.test("scrolling reads further pages, without repeating a row", async () => {
  await using bridge = await TestBridge.open();
  for (let number = 0; number < 60; number++) {
    await bridge.store.tickets.create({ ...NEW, subject: `Number ${number}` }, { by: BY });
  }
  const queue = await openQueue(bridge);
  assert.equal(queue.hasMore.value, true);
  for (let page = 0; queue.hasMore.value && page < 9; page++) await queue.loadMore();
  assert.equal(queue.hasMore.value, false);
  assert.equal(new Set(getIds(queue)).size, queue.rows.value.length);
  assert.equal(queue.rows.value.length, 72);
});

Deno.test("the cursor moves within the list, and rows can be selected", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const ids = getIds(queue);
  for (const [by, expected] of [[1, 0], [1, 1], [-1, 0], [-1, 0], [Infinity, ids.length - 1]] as const) {
    queue.move(by);
    assert.equal(queue.focused.value, ids[expected]);
  }
  queue.focused.value = null;
  queue.move(Infinity);
  assert.equal(queue.focused.value, ids.at(-1));
  assert.equal(queue.getNeighbour(ids[0]!, -1), undefined);
  assert.equal(queue.getNeighbour(ids[0]!, 1), ids[1]);
  queue.toggle(ids[0]!);
  assert.deepEqual([...queue.selected.value], [ids[0]]);
  queue.toggle(ids[0]!);
  assert.equal(queue.selected.value.size, 0);
});

Deno.test("a list that cannot be loaded says why, and loads when it is tried again", async () => {
  await using bridge = await TestBridge.open();
  const queue = new Queue(bridge);
  bridge.intercept = () => Promise.reject(new Error("broken"));
  await queue.load();
  assert.deepEqual([queue.state.value, String(queue.error.value)], ["failed", "Error: broken"]);
  bridge.intercept = (tool, input, call) => call(tool, input);
  await queue.load();
  assert.equal(queue.state.value, "ready");
});

Deno.test("a list has the order of its view, or the one that the person chose", async () => {
  await using bridge = await TestBridge.open();
  const queue = new Queue(bridge);
  await queue.open(findView("open"));
  const due = queue.rows.value.map(({ due_at }) => due_at!);
  assert.deepEqual(due, [...due].sort());
  await queue.order("newest");
  assert.equal(queue.rows.value[0]!.subject, "Where do I find my customer number?");
  await queue.open(findView("overdue"));
  assert.equal(queue.sort.value, null);
  assert.ok(queue.rows.value.length > 0);
});

Deno.test("a filter that cannot be searched keeps the rows, and tells which part, and what is possible", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const before = getIds(queue);
  await queue.open(OPEN, "sso status:pend");
  assert.deepEqual([queue.state.value, getIds(queue)], ["ready", before]);
  assert.deepEqual(queue.filterError.value, { part: "status:pend", possible: "open, pending, on_hold, closed" });
  await queue.open(OPEN, "sso tag:");
  assert.deepEqual(queue.filterError.value, { part: "tag:", possible: "tag:billing" });
  await queue.open(OPEN, '"sso');
  assert.deepEqual([queue.filterError.value, getIds(queue)], [{ part: "", possible: "" }, before]);
  await queue.open(OPEN, "tag:sso");
  assert.deepEqual([queue.filterError.value, getIds(queue)], [null, ["1055"]]);
});

Deno.test("a filter that finds nothing, and then cannot be searched, shows the rows before both", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const before = getIds(queue);
  await queue.open(OPEN, "tag:nonexistent");
  assert.deepEqual(getIds(queue), []);
  await queue.open(OPEN, "tag:nonexistent status:");
  assert.deepEqual([queue.state.value, getIds(queue)], ["ready", before]);
});

Deno.test("an address with a filter that cannot be searched is not a failure", async () => {
  await using bridge = await TestBridge.open();
  const queue = new Queue(bridge);
  await queue.open(OPEN, "status:pend");
  assert.deepEqual([queue.state.value, getIds(queue)], ["ready", []]);
  assert.equal(queue.filterError.value!.part, "status:pend");
});

Deno.test("while a filter is applied the rows stay, and nothing that was selected in them remains", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const before = getIds(queue);
  queue.toggle(before[0]!);
  const filtered = queue.open(OPEN, "tag:sso");
  assert.deepEqual([getIds(queue), queue.state.value, queue.selected.value.size], [before, "ready", 0]);
  queue.selectAll();
  queue.move(3);
  await filtered;
  assert.deepEqual([getIds(queue), [...queue.selected.value], queue.focused.value], [["1055"], [], "1055"]);
});

Deno.test("listOwnReasons() leaves out what is about the view", () => {
  const reasons: Reason[] = [
    { code: "no_match_together", parts: ["status:open", "status:pending"] },
    { code: "no_match", part: "zzz" },
    { code: "all_excluded" },
  ];
  const errors = reasons.map((reason) => new ToolError("", { code: "not_found", reasons: [reason] }));
  assert.deepEqual(listOwnReasons(errors, "status:open -is:snoozed"), [errors[1]]);
  assert.deepEqual(listOwnReasons(errors, ""), errors);
});

Deno.test("the first response of a list has the names of its customers, and all rows of a page", async () => {
  await using bridge = await TestBridge.open();
  for (let number = 0; number < 60; number++) {
    await bridge.store.tickets.create({ ...NEW, subject: `Number ${number}` }, { by: BY });
  }
  const queue = await openQueue(bridge);
  assert.deepEqual([queue.rows.value.length, bridge.calls], [50, ["list_ticket_rows"]]);
  assert.equal(queue.names.get(NEW.customer), "Liam Byrne");
  await queue.loadMore();
  assert.deepEqual([queue.rows.value.length, bridge.calls.length], [72, 2]);
});

Deno.test("a ticket that gets another customer has the name of that one, once it is known", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  const [{ id, customer }] = queue.rows.value.filter(({ customer }) => customer !== NEW.customer) as [TicketRow];
  await bridge.store.tickets.update(id, { customer: NEW.customer }, { by: BY });
  queue.accept({ id, customer: NEW.customer });
  const getName = () => queue.names.get(queue.rows.value.find((row) => row.id === id)!.customer);
  assert.notEqual(queue.names.get(customer), getName());
  assert.equal(getName(), "Liam Byrne");
  await bridge.store.customers.update(NEW.customer, { name: "Liam O'Brien" }, { by: BY });
  const before = queue.rows.value;
  await queue.refresh();
  assert.equal(getName(), "Liam O'Brien");
  const renewed = queue.rows.value.filter((row, index) => row !== before[index]);
  assert.ok(
    renewed.length > 1 && renewed.every((row) => row.customer === NEW.customer),
    "rows with the new name show again",
  );
});

Deno.test("rows that words found have the time of their last change", async () => {
  await using bridge = await TestBridge.open();
  const queue = await openQueue(bridge);
  await queue.open(OPEN, "proxy");
  const [{ match, updated_at }] = queue.rows.value as [TicketRow];
  assert.ok(match !== undefined && updated_at !== undefined);
});
