/** Lists that a server refuses, or that could not be read, are failures and not empty. */

import assert from "node:assert/strict";
import { BridgeError, ToolError } from "../../../app/bridges/bridge.ts";
import { Desk, Notices, type Route } from "../../../app/desk/mod.ts";
import { Places } from "../../../app/desk/second/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

const open = (bridge: TestBridge, notices = new Notices()) => new Places(bridge, notices, () => {});

Deno.test("a refused search of customers or articles is a failure, and the next one works", async () => {
  await using bridge = await TestBridge.open();
  const { customers, knowledge } = open(bridge);
  for (const directory of [customers, knowledge]) {
    await directory.search("nonsense:pro");
    assert.equal(directory.state.value, "failed");
    assert.ok(directory.error.value instanceof ToolError);
    await directory.search("");
    assert.equal(directory.state.value, "ready");
  }
  await customers.open("no.one@nowhere.example");
  assert.equal(customers.state.value, "missing");
});

Deno.test("a customer whose tickets cannot be read is still there", async () => {
  await using bridge = await TestBridge.open();
  const { customers } = open(bridge);
  bridge.intercept = (tool, input, call) =>
    tool === "list_ticket_rows" ? Promise.reject(new ToolError("The index is being built.")) : call(tool, input);
  await customers.open("mia.hoffmann@northwind.example");
  assert.deepEqual([customers.state.value, customers.opened.value!.name], ["ready", "Mia Hoffmann"]);
  assert.match(String(customers.ticketsError.value), /The index is being built/);
  bridge.intercept = (tool, input, call) => call(tool, input);
  await customers.open("mia.hoffmann@northwind.example");
  assert.deepEqual([customers.ticketsError.value, customers.tickets.value.length], [null, 2]);
});

Deno.test("a next page that fails is reported, and the list stays", async () => {
  await using bridge = await TestBridge.open();
  const notices = new Notices();
  const { customers } = open(bridge, notices);
  await customers.search("");
  const shown = customers.list.value.length;
  bridge.intercept = () => Promise.reject(new BridgeError("offline", "No connection."));
  await customers.searchMore("");
  assert.equal(customers.list.value.length, shown);
  assert.deepEqual(notices.list.value.map(({ text }) => text), ["No connection."]);
});

Deno.test("a search in everything names the kinds that it could not search", async () => {
  await using bridge = await TestBridge.open();
  const { search } = open(bridge);
  await search.find("tag:billing");
  assert.equal(search.state.value, "ready");
  assert.ok(search.results.value.tickets.length > 0);
  assert.deepEqual(search.failures.value.map(({ kind }) => kind), ["customers"]);
  bridge.intercept = () => Promise.reject(new BridgeError("offline", "No connection."));
  await search.find("billing");
  assert.deepEqual([search.state.value, String(search.error.value)], ["failed", "BridgeError: No connection."]);
});

const PLACES: readonly Route[] = [
  { place: "reports" },
  { place: "approvals" },
  { place: "settings" },
  { place: "customers", query: "" },
  { place: "customer", email: "mia.hoffmann@northwind.example" },
  { place: "knowledge", query: "" },
  { place: "article", id: "refund-policy" },
  { place: "search", query: "billing" },
];

Deno.test("a place that could not be reached is loaded once the connection is back", async () => {
  await using bridge = await TestBridge.open();
  const desk = new Desk({ bridge, route: { place: "queue", view: "open", filter: "" }, refreshInterval: 1 });
  const places = desk.places.value = open(bridge, desk.notices);
  await desk.start();
  const read = bridge.read.bind(bridge);
  const isLost = (route: Route) =>
    [...places.listErrors(route), desk.approvals.error.value, desk.settings.error.value].some(Boolean);
  for (const route of PLACES) {
    bridge.intercept = () => Promise.reject(new BridgeError("offline", "No connection."));
    bridge.read = () => Promise.reject(new BridgeError("offline", "No connection."));
    desk.go(route);
    await until(() => isLost(route), `${route.place} is not reached`);
    bridge.intercept = (tool, input, call) => call(tool, input);
    bridge.read = read;
    bridge.announce();
    await until(() => !isLost(route), `${route.place} is loaded`);
  }
});
