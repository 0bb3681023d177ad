import assert from "node:assert/strict";
import { getAll } from "../../../../store/kv/port/batch_reads.ts";
import { TestKv } from "../test_kv.ts";

Deno.test("getAll() reads any number of keys in their order", async () => {
  using kv = await TestKv.open();
  for (let number = 0; number < 35; number++) await kv.set(["n", number], number);
  const keys = Array.from({ length: 36 }, (_, index) => index === 7 ? null : ["n", 35 - index]);
  const values = await getAll<number>(kv, keys);
  assert.deepEqual(values, keys.map((key) => key === null || key[1] === 35 ? null : key[1]));
  assert.deepEqual(await getAll(kv, []), []);
});
