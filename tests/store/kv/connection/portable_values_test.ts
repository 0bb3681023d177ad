import assert from "node:assert/strict";
import { DenoKv } from "../../../../store/kv/connection/deno_kv.ts";
import { PortableValues } from "../../../../store/kv/connection/portable_values.ts";
import type { Counter } from "../../../../store/kv/port/mod.ts";

Deno.test("PortableValues encodes every value that is written, decodes every value that is read, and keeps counters", async () => {
  const raw = await DenoKv.open(":memory:");
  using kv = new PortableValues(raw);
  const { ok } = await kv.commit({
    checks: [],
    mutations: [
      { type: "set", key: ["set"], value: { a: 1 } },
      { type: "add", key: ["count"], amount: 2n },
      { type: "append", prefix: ["appended"], value: ["b"] },
    ],
  });
  assert.ok(ok);
  assert.deepEqual((await kv.get(["set"])).value, { a: 1 });
  assert.deepEqual((await kv.getMany([["set"], ["none"]])).map(({ value }) => value), [{ a: 1 }, null]);
  assert.equal((await kv.get<Counter>(["count"])).value?.value, 2n);
  const listed = await Array.fromAsync(kv.list({ prefix: ["appended"] }), ({ value }) => value);
  assert.deepEqual(listed, [["b"]]);
  const stored = await Array.fromAsync(raw.list({ prefix: [] }), ({ value }) => value instanceof Uint8Array);
  assert.deepEqual(stored, [true, false, true]);
});

Deno.test("PortableValues keeps versionstamps and checks", async () => {
  using kv = new PortableValues(await DenoKv.open(":memory:"));
  const set = async (versionstamp: string | null, value: number) => {
    const checks = [{ key: ["a"], versionstamp }];
    return (await kv.commit({ checks, mutations: [{ type: "set", key: ["a"], value }] })).ok;
  };
  assert.ok(await set(null, 1));
  const { versionstamp } = await kv.get(["a"]);
  assert.ok(await set(versionstamp, 2));
  assert.ok(!await set(versionstamp, 3));
  assert.equal((await kv.get(["a"])).value, 2);
});
