import assert from "node:assert/strict";
import { DenoKv } from "../../../../store/kv/connection/deno_kv.ts";
import type { Counter } from "../../../../store/kv/port/mod.ts";

Deno.test("DenoKv reads and lists what it commits", async () => {
  using kv = await DenoKv.open(":memory:");
  const result = await kv.commit({
    checks: [{ key: ["a"], versionstamp: null }],
    mutations: [
      { type: "set", key: ["a"], value: 1 },
      { type: "set", key: ["b"], value: 2, expireIn: 60_000 },
      { type: "add", key: ["count"], amount: 3n },
      { type: "append", prefix: ["log"], value: "entry" },
    ],
  });
  assert.ok(result.ok);
  assert.equal((await kv.get(["a"])).versionstamp, result.versionstamp);
  assert.deepEqual((await kv.getMany<[number, string]>([["b"], ["c"]])).map(({ value }) => value), [2, null]);
  assert.equal((await kv.get<Counter>(["count"])).value?.value, 3n);
  const log = await Array.fromAsync(kv.list({ prefix: ["log"] }));
  assert.deepEqual(log.map(({ key, value }) => [key, value]), [[["log", result.versionstamp], "entry"]]);
});

Deno.test("DenoKv.commit() writes nothing when a check fails", async () => {
  using kv = await DenoKv.open(":memory:");
  await kv.commit({ checks: [], mutations: [{ type: "set", key: ["a"], value: 1 }] });
  const operation = {
    checks: [{ key: ["a"], versionstamp: null }],
    mutations: [{ type: "delete", key: ["a"] } as const, { type: "set", key: ["b"], value: 2 } as const],
  };
  assert.deepEqual((await kv.commit(operation)).ok, false);
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ key }) => key), [["a"]]);
});

Deno.test("DenoKv can be disposed of twice", async () => {
  const kv = await DenoKv.open(":memory:");
  kv[Symbol.dispose]();
  kv[Symbol.dispose]();
});
