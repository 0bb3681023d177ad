import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { decodeKey, encodeKey } from "../../../../store/kv/rows/mod.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import fc from "../../../fast_check.ts";

const part = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.boolean(),
  fc.uint8Array({ maxLength: 5 }),
  fc.constantFrom("\0", "a\0b", "\xff"),
);

Deno.test("encodeKey() encodes keys as Deno KV stores them, and decodeKey() decodes them", async () => {
  await using folder = await TemporaryFolder.create();
  const keys = fc.sample(fc.array(part, { minLength: 1, maxLength: 4 }), { numRuns: 200, seed: 1 });
  {
    using kv = await Deno.openKv(folder.file("kv.db"));
    for (const key of keys) await kv.set(key, 1);
  }
  using database = new DatabaseSync(folder.file("kv.db")) as DatabaseSync & Disposable;
  const get = database.prepare("SELECT k FROM kv WHERE k = ?");
  for (const key of keys) {
    assert.ok(get.get(encodeKey(key)), JSON.stringify(key));
    assert.deepEqual(decodeKey(encodeKey(key)), key);
  }
});

Deno.test("decodeKey() returns null for anything else", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
    const key = decodeKey(bytes);
    if (key !== null) assert.deepEqual(encodeKey(key), bytes);
  }));
});
