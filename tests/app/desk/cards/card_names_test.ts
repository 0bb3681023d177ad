/** Names of customers in cards. */

import assert from "node:assert/strict";
import { BridgeError } from "../../../../app/bridges/bridge.ts";
import { CardNames } from "../../../../app/desk/cards/card_names.ts";
import { TestBridge } from "../../test_bridge.ts";

Deno.test("names are read once for each customer that is shown, and show together", async () => {
  await using bridge = await TestBridge.open();
  const names = new CardNames(bridge);
  const [mia, liam, unknown] = ["mia.hoffmann@northwind.example", "liam@brightleaf.example", "no.one@nowhere.example"];
  const sizes: number[] = [];
  names.known.subscribe(({ size }) => void sizes.push(size));
  const first = names.request([mia, liam, mia, unknown]);
  await names.request([mia, unknown]);
  await first;
  assert.deepEqual([names.get(mia), names.get(liam), names.get(unknown)], ["Mia Hoffmann", "Liam Byrne", unknown]);
  assert.deepEqual([sizes, bridge.calls], [[0, 3], ["get_customer", "get_customer", "get_customer"]]);
});

Deno.test("one call reads the names of all rows of a card, and those that it does not find take one each", async () => {
  await using bridge = await TestBridge.open();
  const names = new CardNames(bridge);
  const [mia, liam] = ["mia.hoffmann@northwind.example", "liam@brightleaf.example"];
  await names.request([mia, liam], `customer:${mia} OR customer:${liam}`);
  assert.deepEqual([names.get(mia), names.get(liam)], ["Mia Hoffmann", "Liam Byrne"]);
  assert.deepEqual(bridge.calls, ["list_ticket_rows"]);

  const others = new CardNames(bridge);
  await others.request([mia, liam], `customer:${mia}`);
  assert.deepEqual([others.get(mia), others.get(liam)], ["Mia Hoffmann", "Liam Byrne"]);
  assert.deepEqual(bridge.calls.slice(1), ["list_ticket_rows", "get_customer"]);
});

Deno.test("names are read one by one where the host does not call the tool of the app", async () => {
  await using bridge = await TestBridge.open();
  bridge.intercept = (tool, input, call) =>
    tool === "list_ticket_rows" ? Promise.reject(new BridgeError("failed", "Not allowed.")) : call(tool, input);
  const names = new CardNames(bridge);
  await names.request(["liam@brightleaf.example"], "status:open");
  assert.equal(names.get("liam@brightleaf.example"), "Liam Byrne");
});
