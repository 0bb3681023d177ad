import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { Key } from "../../../../store/kv/port/mod.ts";
import { encodeKey } from "../../../../store/kv/rows/mod.ts";

/** JSON as the store has it. */
function toJson(text: string): Uint8Array {
  return new Uint8Array([1, ...new TextEncoder().encode(text)]);
}

/** Values that no entry of ours has. */
export const DAMAGED_VALUES = {
  "cut JSON": toJson('{"id":"1'),
  "an unknown format": new Uint8Array([9, 9, 9]),
  "an empty object": toJson("{}"),
  "a negative number": toJson("-7"),
} as const;

/** Replaces the value of an entry of a store that is not open. */
export function damageEntry(path: string, key: Key, value: Uint8Array): void {
  using database = new DatabaseSync(path) as DatabaseSync & Disposable;
  const { changes } = database.prepare("UPDATE kv SET v = ?, v_encoding = 3 WHERE k = ?").run(value, encodeKey(key));
  assert.equal(changes, 1, "there is no such entry");
}
