/** Changes of customers. */

import assert from "node:assert/strict";
import { Desk } from "../../../app/desk/mod.ts";
import { Places } from "../../../app/desk/second/mod.ts";
import { TestBridge } from "../test_bridge.ts";

const EMAIL = "liam@brightleaf.example";

async function openCustomer(bridge: TestBridge) {
  const desk = new Desk({ bridge, route: { place: "queue", view: "open", filter: "" }, refreshInterval: 1 });
  const { customers } = desk.places.value = new Places(bridge, desk.notices, () => desk.refreshAll());
  await customers.open(EMAIL);
  return { desk, customers, other: customers.opened.value!.account_tier === "pro" ? "free" as const : "pro" as const };
}

Deno.test("a tier that the person rejects stays, and is no failure", async () => {
  await using bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const { desk, customers, other } = await openCustomer(bridge);
  const { value: before } = customers.opened;
  bridge.answer = () => ({ action: "accept", content: { decision: "no" } });
  await customers.changeTier(other);
  assert.deepEqual([customers.opened.value, desk.notices.list.value], [before, []]);
  bridge.answer = () => ({ action: "accept", content: { decision: "yes" } });
  await customers.changeTier(other);
  assert.equal(customers.opened.value!.account_tier, other);
});

Deno.test("a tier that cannot be changed is a failure, with the reason", async () => {
  await using bridge = await TestBridge.open({ server: { user: "Ana Marques" } });
  const { desk, customers, other } = await openCustomer(bridge);
  const by = { kind: "host", name: "test", version: null } as const;
  await bridge.store.customers.update(EMAIL, { notes: "Theirs" }, { by });
  await customers.changeTier(other);
  assert.match(desk.notices.list.value[0]!.text, /is at revision \d+, not \d+/);
});
