import assert from "node:assert/strict";
import { CachedOpenTickets } from "../../../../store/kv/cache/open_tickets.ts";
import type { Tier } from "../../../../store/mod.ts";
import { HOST } from "../../open_test_desk.ts";
import { openTestStore, type TestStore } from "../../open_test_store.ts";

const BY = { by: HOST };
const NOW = Date.parse("2026-11-01T09:00:00.000Z");
const getProTier = (): Promise<Tier> => Promise.resolve("pro");

/** Opens a store with tickets, and the list of open ones. */
async function openList(...subjects: string[]): Promise<TestStore & { list: CachedOpenTickets }> {
  const store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  for (const subject of subjects) await store.tickets.create({ subject, customer: "ada@example.com" }, BY);
  return Object.assign(store, { list: new CachedOpenTickets(store.kv) });
}

async function listIds(list: CachedOpenTickets, limit: number): Promise<string[]> {
  return (await list.read(limit, getProTier, NOW)).tickets.map(({ id }) => id);
}

Deno.test("CachedOpenTickets.read() does not keep a list that changed while it was built", async () => {
  await using store = await openList("one", "two");
  const shown = await store.list.read(9, async () => {
    if ((await store.tickets.get("1")).status === "open") {
      await store.tickets.close("1", "Done", BY).catch(() => {});
      store.list.applyTicketChange(1);
    }
    return "pro";
  }, NOW);
  assert.deepEqual(shown.tickets.map(({ id }) => id), ["1", "2"]);
  assert.deepEqual(await listIds(store.list, 9), ["2"]);
});

Deno.test("CachedOpenTickets.read() follows the limit, whatever earlier limits were", async () => {
  await using store = await openList("one", "two", "three");
  for (const limit of [1, 3, 2, 0, 9]) {
    assert.deepEqual(await listIds(store.list, limit), ["1", "2", "3"].slice(0, limit));
  }
});

Deno.test("CachedOpenTickets.read() reloads after a failure, and misses nothing", async () => {
  await using store = await openList("one", "two");
  assert.deepEqual(await listIds(store.list, 9), ["1", "2"]);
  await store.tickets.close("1", "Done", BY);
  store.list.applyTicketChange(1);
  const { getMany } = store.kv;
  store.kv.getMany = () => Promise.reject(new Error("away"));
  await assert.rejects(store.list.read(9, getProTier, NOW), /away/);
  store.kv.getMany = getMany;
  assert.deepEqual(await listIds(store.list, 9), ["2"]);
});

Deno.test("CachedOpenTickets.read() reloads after clear(), or too many changes", async () => {
  await using store = await openList("one", "two");
  assert.deepEqual(await listIds(store.list, 9), ["1", "2"]);
  await store.tickets.close("1", "Done", BY);
  store.list.clear();
  assert.deepEqual(await listIds(store.list, 9), ["2"]);
  await store.tickets.close("2", "Done", BY);
  for (let number = 2; number <= 200; number++) store.list.applyTicketChange(number);
  assert.deepEqual(await listIds(store.list, 9), []);
});

Deno.test("CachedOpenTickets.read() shows a new tier after applyTierChange()", async () => {
  await using store = await openList("one");
  let tier: Tier = "pro";
  const shownTier = async () => (await store.list.read(9, () => Promise.resolve(tier), NOW)).tickets[0]!.account_tier;
  assert.equal(await shownTier(), "pro");
  tier = "enterprise";
  store.list.applyTierChange();
  assert.equal(await shownTier(), "enterprise");
});
