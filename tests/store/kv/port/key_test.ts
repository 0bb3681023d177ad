import assert from "node:assert/strict";
import { measureKey, toKeyIdentity } from "../../../../store/kv/port/key.ts";
import type { Key, KeyPart } from "../../../../store/kv/port/mod.ts";
import fc from "../../../fast_check.ts";

const part: fc.Arbitrary<KeyPart> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("", "1", "-0", "true", "bytes", '["bigint","1"]', 1, 0, -0, 1n, 0n, -1n, true, false, NaN, Infinity),
  fc.double(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
  fc.uint8Array({ maxLength: 4 }),
);
const key = fc.array(part, { minLength: 1, maxLength: 3 });

Deno.test("toKeyIdentity() is equal for two keys exactly when Deno KV treats them as the same key", async () => {
  using kv = await Deno.openKv(":memory:");
  let round = 0;
  await fc.assert(fc.asyncProperty(key, key, async (one, other) => {
    await kv.set(one, ++round);
    const { value } = await kv.get(other);
    assert.equal(
      toKeyIdentity(one) === toKeyIdentity(other),
      value === round,
      `${toKeyIdentity(one)} ${toKeyIdentity(other)}`,
    );
  }));
});

Deno.test("toKeyIdentity() distinguishes similar keys", () => {
  const alike: Key[] = [["1"], [1], [1n], [true], ["true"], ["bigint", "1"], ["1", ""], [new Uint8Array([1])], [
    0,
  ], [-0]];
  assert.equal(new Set(alike.map(toKeyIdentity)).size, alike.length);
});

Deno.test("measureKey() computes the size as Deno KV does, which accepts 2,048 bytes and not one more", async () => {
  using kv = await Deno.openKv(":memory:");
  const filledTo = (
    bytes: number,
    start: Key,
  ) => [...start, "x".repeat(bytes - 2 - measureKey(start))];
  await fc.assert(
    fc.asyncProperty(key, async (start) => {
      assert.equal((await kv.set(filledTo(2_048, start), 1)).ok, true);
      if (start.some((part) => typeof part === "bigint")) return; // their computed size is an upper bound
      await assert.rejects(async () => await kv.set(filledTo(2_049, start), 1), /Key too large/);
    }),
    { numRuns: 50 },
  );
});
