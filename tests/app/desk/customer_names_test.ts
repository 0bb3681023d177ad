/** Names of customers in rows. */

import assert from "node:assert/strict";
import { CustomerNames } from "../../../app/desk/second/mod.ts";
import { until } from "../../until.ts";
import { TestBridge } from "../test_bridge.ts";

Deno.test("names are read once for each customer that is shown, and show together", async () => {
  await using bridge = await TestBridge.open();
  const names = new CustomerNames(bridge, 0);
  const [mia, liam, unknown] = ["mia.hoffmann@northwind.example", "liam@brightleaf.example", "no.one@nowhere.example"];
  names.request([mia, liam, mia, unknown]);
  const sizes: number[] = [];
  names.known.subscribe(({ size }) => void sizes.push(size));
  await until(() => names.known.value.size === 3, "the names are there");
  assert.deepEqual([names.get(mia), names.get(liam), names.get(unknown)], ["Mia Hoffmann", "Liam Byrne", unknown]);
  assert.deepEqual([sizes, bridge.calls], [[0, 3], ["get_customer", "get_customer", "get_customer"]]);
  names.request([mia, unknown]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(bridge.calls.length, 3);
});

Deno.test("rows that were scrolled past are not read", async () => {
  await using bridge = await TestBridge.open();
  const names = new CustomerNames(bridge, 1);
  names.request(["mia.hoffmann@northwind.example"]);
  names.request(["liam@brightleaf.example"]);
  await until(() => names.known.value.size === 1, "the name is there");
  assert.equal(names.get("liam@brightleaf.example"), "Liam Byrne");
});

Deno.test("a row shows no address while the name is read, unless that takes long", async () => {
  await using bridge = await TestBridge.open();
  const [mia, unknown] = ["mia.hoffmann@northwind.example", "no.one@nowhere.example"];
  const quick = new CustomerNames(bridge, 0, 60_000);
  quick.request([mia, unknown]);
  assert.deepEqual([quick.find(mia), quick.find(unknown)], ["", ""]);
  await until(() => quick.known.value.size === 2, "the names are there");
  assert.deepEqual([quick.find(mia), quick.find(unknown)], ["Mia Hoffmann", unknown]);
  const { promise, resolve } = Promise.withResolvers<never>();
  const slow = new CustomerNames({ call: () => promise }, 0, 0);
  slow.request([mia]);
  assert.equal(slow.find(mia), "");
  await until(() => slow.find(mia) === mia, "the address is there");
  resolve({ customer: { name: "Mia Hoffmann" } } as never);
  await until(() => slow.find(mia) === "Mia Hoffmann", "the name is there");
});
