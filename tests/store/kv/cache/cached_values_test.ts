import assert from "node:assert/strict";
import { CachedValues } from "../../../../store/kv/cache/cached_values.ts";

/** Opens a cache on a store that records its reads. Reads wait for `gate`. */
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

Deno.test("CachedValues.get() loads values that are requested together in one read, each once", async () => {
  const { stored, reads, values } = openValues();
  stored.set("a", "one").set("b", "two");
  assert.deepEqual(await Promise.all(["a", "b", "a"].map((name) => values.get(name))), ["one", "two", "one"]);
  assert.equal(values.get("a"), "one");
  assert.deepEqual(reads, [["a", "b"]]);
});

Deno.test("CachedValues.get() loads a forgotten value again", async () => {
  const { stored, values } = openValues();
  stored.set("a", "one");
  await values.get("a");
  stored.set("a", "two");
  values.forget("a");
  assert.equal(await values.get("a"), "two");
});

Deno.test("CachedValues answers every caller of a value that is forgotten and requested again at the same moment", async () => {
  for (const forget of ["forget", "clear"] as const) {
    const { stored, reads, values } = openValues();
    stored.set("a", "one");
    const first = values.get("a");
    values[forget]("a");
    const second = values.get("a");
    assert.deepEqual(await Promise.all([first, second]), ["one", "one"]);
    assert.deepEqual(reads, [["a"]]);
    assert.equal(values.size, "one".length);
  }
});

Deno.test("CachedValues does not keep a value that was forgotten while it was being loaded", async () => {
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
    assert.equal(await reading, "old"); // for a caller from before the change
    assert.equal(await values.get("a"), "new");
    assert.equal(values.size, "new".length);
  }
});

Deno.test("CachedValues does not keep missing values or failures", async () => {
  const { stored, store, values } = openValues();
  assert.equal(await values.get("a"), null);
  stored.set("a", "one");
  store.fails = true;
  await assert.rejects(async () => await values.get("a"), /away/);
  store.fails = false;
  assert.equal(await values.get("a"), "one");
});

Deno.test("CachedValues evicts the least recently used values at its memory limit", async () => {
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
