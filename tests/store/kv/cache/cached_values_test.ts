import assert from "node:assert/strict";
import { CachedValues } from "../../../../store/kv/cache/cached_values.ts";

/** Values of a store that says what was read; a read waits while `gate` is set. */
function openValues(capacity = 1_000) {
  const stored = new Map<string, string>();
  const reads: string[][] = [];
  const store = { gate: Promise.resolve(), fails: false };
  const values = new CachedValues<string>({
    load: async (names) => {
      reads.push([...names]);
      const found = names.map((name) => stored.get(name) ?? null);
      await store.gate;
      if (store.fails) throw new Error("away");
      return found;
    },
    measure: (value) => value.length,
    capacity,
  });
  return { stored, reads, store, values };
}

Deno.test("CachedValues.get() reads what is asked for at the same time together, and nothing twice", async () => {
  const { stored, reads, values } = openValues();
  stored.set("a", "one").set("b", "two");
  assert.deepEqual(await Promise.all(["a", "b", "a"].map((name) => values.get(name))), ["one", "two", "one"]);
  assert.equal(values.get("a"), "one");
  assert.deepEqual(reads, [["a", "b"]]);
});

Deno.test("CachedValues.get() reads again what was forgotten", async () => {
  const { stored, values } = openValues();
  stored.set("a", "one");
  await values.get("a");
  stored.set("a", "two");
  values.forget("a");
  assert.equal(await values.get("a"), "two");
});

Deno.test("CachedValues keeps nothing that was forgotten while it was on its way", async () => {
  for (const forget of ["forget", "clear"] as const) {
    const { stored, store, values } = openValues();
    stored.set("a", "old");
    const gate = Promise.withResolvers<void>();
    store.gate = gate.promise;
    const reading = values.get("a");
    await Promise.resolve();
    stored.set("a", "new");
    values[forget]("a");
    gate.resolve();
    assert.equal(await reading, "old"); // for who had asked before
    assert.equal(await values.get("a"), "new");
    assert.equal(values.size, "new".length);
  }
});

Deno.test("CachedValues doesn't keep that there is nothing, nor failures", async () => {
  const { stored, store, values } = openValues();
  assert.equal(await values.get("a"), null);
  stored.set("a", "one");
  store.fails = true;
  await assert.rejects(async () => await values.get("a"), /away/);
  store.fails = false;
  assert.equal(await values.get("a"), "one");
});

Deno.test("CachedValues takes no more memory than it may: what was used longest ago goes first", async () => {
  const { stored, reads, values } = openValues(100);
  for (let index = 0; index < 20; index++) stored.set(`${index}`, "x".repeat(10));
  for (let index = 0; index < 10; index++) await values.get(`${index}`);
  assert.equal(values.size, 100);
  values.get("0");
  await values.get("10");
  assert.equal(values.size, 100);
  assert.deepEqual(["0", "1", "2"].map((name) => values.has(name)), [true, false, true]);
  stored.set("large", "x".repeat(101));
  assert.equal((await values.get("large"))?.length, 101);
  assert.equal(values.size, 0);
  values.clear();
  assert.equal(values.size, 0);
  assert.equal(reads.length, 12);
});
