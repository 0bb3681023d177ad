import assert from "node:assert/strict";
import { join } from "node:path";
import { FileReader } from "../../../../store/kv/rows/file_reader.ts";
import { DenoKv } from "../../../../store/kv/connection/deno_kv.ts";
import { PortableValues } from "../../../../store/kv/connection/portable_values.ts";
import type { Key, KeyRange } from "../../../../store/kv/port/mod.ts";

const VALUES: readonly (readonly [Key, unknown])[] = [
  [["a"], { text: "Straße 日本 🙂", list: [1, null, true] }],
  [["a", 1], "one"],
  [["a", -2.5], 0],
  [["a", 1e12], new Uint8Array([0, 1, 2, 255])],
  [["a", "x\0y", "é"], []],
  [["a", true], "true"],
  [["a", new Uint8Array([0, 255])], ""],
  [["b", 1], "カード".repeat(50)],
];

const RANGES: readonly KeyRange[] = [
  { prefix: [] },
  { prefix: ["a"] },
  { prefix: ["a"], start: ["a", 1] },
  { prefix: ["a"], end: ["a", 1] },
  { start: ["a"], end: ["b", 1] },
  { start: ["a", -3], end: ["a", 2] },
  { prefix: ["c"] },
];

Deno.test("FileReader reads what Deno KV reads", async () => {
  await using folder = await createStore();
  const { kv } = folder;
  using file = await FileReader.open(folder.path);
  const keys: Key[] = [...VALUES.map(([key]) => key), ["count"], ["a", 2], ["c"]];
  for (const key of keys) assert.deepEqual(file.get(key), await kv.get(key), String(key));
  assert.deepEqual([...file.getMany(keys.slice(0, 10))], [...await kv.getMany(keys.slice(0, 10))]);
  for (const range of RANGES) {
    for (const [limit, reverse] of [[100, false], [100, true], [2, false], [2, true]] as const) {
      const expected = await Array.fromAsync(kv.list(range, { limit, reverse }));
      assert.deepEqual(file.list(range, limit, reverse), expected, JSON.stringify(range));
    }
  }
});

Deno.test("FileReader lists the values that contain a text, however it is escaped in JSON", async () => {
  await using folder = await createStore();
  const texts = ['say "hi"', "tab\tand \\", "Straße 日本 🙂", "é", "plain"];
  const values = texts.map((text, index) => index % 2 === 0 ? { text } : { id: "1", subject: text }); // the others are packed
  const mutations = values.map((value, index) => ({ type: "set", key: ["t", index], value }) as const);
  await folder.kv.commit({ checks: [], mutations });
  using file = await FileReader.open(folder.path);
  const search = (range: KeyRange, text: string, count: number) => {
    const found: unknown[] = [];
    for (let rest: KeyRange | null = range; rest !== null;) {
      const { entries, next }: ReturnType<FileReader["listContaining"]> = file.listContaining(rest, text, count);
      found.push(...entries.map(({ value }) => value));
      rest = next && { start: next, end: ["u"] };
    }
    return found;
  };
  for (const count of [1, 2, 100]) {
    for (const [index, text] of texts.entries()) {
      assert.deepEqual(search({ prefix: ["t"] }, text, count), [values[index]], text);
    }
    assert.deepEqual(search({ prefix: ["t"] }, "nowhere", count), []);
    assert.deepEqual(search({ prefix: ["a"], start: ["a", 1e12], end: ["a", 2e12] }, "nowhere", 100), [VALUES[3]![1]]);
  }
});

Deno.test("FileReader reads every commit that was acknowledged before", async () => {
  await using folder = await createStore();
  using file = await FileReader.open(folder.path);
  for (let value = 1; value <= 20; value++) {
    await folder.kv.commit({ checks: [], mutations: [{ type: "set", key: ["n"], value }] });
    assert.equal(file.get(["n"]).value, value);
  }
});

Deno.test("FileReader refuses what only Deno KV can read", async () => {
  await using folder = await createStore();
  using other = await DenoKv.open(folder.path);
  await other.commit({ checks: [], mutations: [{ type: "set", key: ["old"], value: { in: "V8's format" } }] });
  using file = await FileReader.open(folder.path);
  assert.throws(() => file.get(["old"]), TypeError);
  assert.throws(() => file.getMany([["a"], ["old"]]), TypeError);
  assert.deepEqual(file.get(["a"]).value, VALUES[0]![1], "the snapshot was not ended");
  assert.throws(() => file.get(["x".repeat(3_000)]), TypeError);
});

async function createStore() {
  const folder = await Deno.makeTempDir();
  const path = join(folder, "desk.db");
  const kv = new PortableValues(await DenoKv.open(path));
  await kv.commit({
    checks: [],
    mutations: [
      ...VALUES.map(([key, value]) => ({ type: "set", key, value }) as const),
      { type: "add", key: ["count"], amount: 3n },
    ],
  });
  await kv.commit({ checks: [], mutations: [{ type: "set", key: ["a"], value: VALUES[0]![1] }] });
  const end = async () => {
    kv[Symbol.dispose]();
    await Deno.remove(folder, { recursive: true });
  };
  return { path, kv, [Symbol.asyncDispose]: end };
}
