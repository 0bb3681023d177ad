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

Deno.test("names that a result has are not read", async () => {
  await using bridge = await TestBridge.open();
  const names = new CardNames(bridge);
  const [mia, liam, unknown] = ["mia.hoffmann@northwind.example", "liam@brightleaf.example", "no.one@nowhere.example"];
  names.add({ [mia]: "Mia Hoffmann", [unknown]: "" });
  await names.request([mia, liam, unknown]);
  assert.deepEqual([names.get(mia), names.get(liam), names.get(unknown)], ["Mia Hoffmann", "Liam Byrne", unknown]);
  assert.deepEqual(bridge.calls, ["get_customer"]);
});

Deno.test("customers who cannot be read are shown with their addresses", async () => {
  await using bridge = await TestBridge.open();
  bridge.intercept = () => Promise.reject(new BridgeError("failed", "Not allowed."));
  const names = new CardNames(bridge);
  await names.request(["liam@brightleaf.example"]);
  assert.equal(names.get("liam@brightleaf.example"), "liam@brightleaf.example");
});
