import assert from "node:assert/strict";
import { type Entries, type Keys, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { createKvTickets } from "../../../../store/kv/tickets/mod.ts";
import { BY, HOST, MINUTE } from "../../open_test_desk.ts";
import { openTestStore } from "../../open_test_store.ts";

/** Counts the records of tickets that are read. */
class CountingKv extends StoreDecorator {
  records = 0;

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    this.records += keys.filter(([kind]) => kind === "ticket").length;
    return this.inner.getMany<T>(keys);
  }
}

Deno.test("a search reads each record that it checks and shows once", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  const tickets = Array.from({ length: 12 }, (_, index) => ({
    ticket: {
      subject: "Card",
      customer: "ada@example.com",
      created_at: new Date(store.clock.now - index * MINUTE).toISOString(),
    },
  }));
  await store.archive.importTickets(tickets, HOST);
  const kv = new CountingKv(store.kv);
  const counted = createKvTickets({ ...store, kv });
  for (const query of ["sort:updated", "sort:due", "is:overdue", "sort:newest"]) {
    kv.records = 0;
    const { items } = await counted.search(query, { limit: 20 });
    assert.ok(kv.records <= 12, `${query}: ${kv.records} records`);
    if (query.startsWith("sort")) assert.equal(items.length, 12);
  }
});

Deno.test("a search in the order of the last change finds changes that are not merged at their new places", async () => {
  await using store = await openTestStore();
  await store.customers.create({ email: "ada@example.com", name: "Ada" }, BY);
  for (let number = 0; number < 8; number++) {
    store.clock.now += MINUTE;
    await store.tickets.create({ subject: "Card", customer: "ada@example.com" }, BY);
  }
  const read = async (query: string) => (await store.tickets.search(query)).items.map(({ id }) => Number(id));
  assert.deepEqual(await read("sort:updated"), [8, 7, 6, 5, 4, 3, 2, 1]);
  for (const [id, priority] of [["3", "low"], ["6", "high"], ["3", "urgent"]] as const) {
    store.clock.now += MINUTE;
    await store.tickets.update(id, { priority }, BY);
  }
  assert.deepEqual((await read("sort:updated")).slice(0, 4), [3, 6, 8, 7]);
  store.clock.now += MINUTE;
  await store.tickets.close("1", "Done.", BY);
  assert.deepEqual(await read("updated>1h"), [1, 3, 6, 8, 7, 5, 4, 2]);
  const first = await store.tickets.search("sort:updated", { limit: 3 });
  const second = await store.tickets.search("sort:updated", { limit: 3, cursor: first.cursor! });
  assert.deepEqual([...first.items, ...second.items].map(({ id }) => id), ["1", "3", "6", "8", "7", "5"]);
});
