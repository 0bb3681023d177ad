/** Lists that a server refuses, or that could not be read, are failures and not empty. */

import assert from "node:assert/strict";
import { BridgeError, ToolError } from "../../../app/bridges/bridge.ts";
import { Notices } from "../../../app/desk/mod.ts";
import { Places } from "../../../app/desk/second/mod.ts";
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
    tool === "search_tickets" ? Promise.reject(new ToolError("The index is being built.")) : call(tool, input);
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
