import assert from "node:assert/strict";
import { interceptList, StoreDecorator } from "../../../../store/kv/port/mod.ts";
import { TestKv } from "../test_kv.ts";

class PlainDecorator extends StoreDecorator {}

Deno.test("StoreDecorator passes every call on", async () => {
  using kv = new PlainDecorator(await TestKv.open());
  const result = await kv.commit({ checks: [], mutations: [{ type: "set", key: ["a"], value: 1 }] });
  assert.ok(result.ok);
  assert.equal((await kv.get(["a"])).value, 1);
  assert.deepEqual((await kv.getMany([["a"], ["b"]])).map(({ value }) => value), [1, null]);
  assert.deepEqual((await Array.fromAsync(kv.list({ prefix: [] }))).map(({ value }) => value), [1]);
});

Deno.test("interceptList() makes each step through the function, and ends the inner list early", async () => {
  let hasEnded = false;
  let steps = 0;
  async function* count() {
    try {
      for (let number = 1;; number++) yield number;
    } finally {
      hasEnded = true;
    }
  }
  const seen: number[] = [];
  for await (const number of interceptList(count(), (next) => (steps++, next()))) {
    seen.push(number);
    if (number === 3) break;
  }
  assert.deepEqual([seen, steps, hasEnded], [[1, 2, 3], 3, true]);
});
