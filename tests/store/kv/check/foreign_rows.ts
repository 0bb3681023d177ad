/** Rows that no version of ours writes, for every range of the store. */

import { DatabaseSync } from "node:sqlite";
import type { Key, KeyPart } from "../../../../store/kv/port/mod.ts";
import { decodeKey, encodeKey } from "../../../../store/kv/rows/mod.ts";
import { isForeignKey, keys } from "../../../../store/kv/schema/mod.ts";

/** A value in Deno KV's table. */
export interface StoredValue {
  name: string;
  encoding: number;
  /** Hexadecimal. */
  bytes: string;
}

/** Values of the wrong form. The first two are written by programs that store values as Deno KV does by default. */
export const ODD_VALUES: readonly StoredValue[] = [
  { name: "a serialized text", encoding: 1, bytes: "ff0f220178" },
  { name: "a serialized value that is cut", encoding: 1, bytes: "ff" },
  { name: "null", encoding: 3, bytes: "016e756c6c" },
  { name: "a number", encoding: 3, bytes: "0137" },
  { name: "a text", encoding: 3, bytes: "01227822" },
  { name: "an empty object", encoding: 3, bytes: "017b7d" },
  { name: "a list", encoding: 3, bytes: "015b5b5d2c6e756c6c5d" },
  { name: "bytes", encoding: 3, bytes: "00ffff" },
  { name: "nothing", encoding: 3, bytes: "" },
  { name: "a counter", encoding: 2, bytes: "0100000000000000" },
  { name: "an unknown encoding", encoding: 9, bytes: "00" },
];

/** Parts that no key of ours has in place of a number. Some are none in place of a text, too. */
const ODD_PARTS: readonly KeyPart[] = [
  new Uint8Array([0x61, 0x62]),
  new Uint8Array(),
  "abc",
  "",
  false,
  true,
  NaN,
  Infinity,
  -Infinity,
  -1.5,
  1e300,
];

/** Parts that keys of ours may have. No ticket has the number, and no customer the name. */
const OWN_PARTS: readonly KeyPart[] = [999, "x"];

/** A kind of keys: its name in the layout, the parts that all have in common, and the number of the others. */
interface KindOfKeys {
  name: string;
  prefix: Key;
  others: number;
}

/** Lists the kinds of keys that the layout has. */
export function listKinds(): KindOfKeys[] {
  return Object.entries(keys).map(([name, make]) => {
    if (typeof make !== "function") return { name, prefix: make, others: 0 };
    const [one, other] = [0, 1].map((part) => Reflect.apply(make, null, Array(make.length).fill(part)) as Key);
    const count = one!.findIndex((part, index) => part !== other![index]);
    return { name, prefix: one!.slice(0, count), others: one!.length - count };
  });
}

/** Lists keys of a kind that could be ours. */
export function listOwnKeys({ prefix, others }: KindOfKeys): Key[] {
  const counts = [others, others + 1]; // some keys end in the versionstamp of their commit
  const found = counts.flatMap((count) => combine(count, OWN_PARTS)).map((parts): Key => [...prefix, ...parts]);
  return found.filter((key) => !isForeignKey(key));
}

/** Lists keys of other programs: with an odd part in each place, with too few parts, and with too many. */
export function listForeignKeys({ prefix, others }: KindOfKeys): Key[] {
  const found: Key[] = [];
  for (let count = 0; count <= others + 2; count++) {
    for (const own of OWN_PARTS) {
      const parts: KeyPart[] = Array(count).fill(own);
      found.push([...prefix, ...parts]);
      for (const odd of ODD_PARTS) {
        for (let place = 0; place < count; place++) found.push([...prefix, ...parts.with(place, odd)]);
      }
    }
  }
  return found.filter(isForeignKey);
}

/** Returns a key of a kind that a store has. If it has none: one that could be ours. */
export function findKey(path: string, kind: KindOfKeys): Key {
  using database = new DatabaseSync(path);
  const start = encodeKey(kind.prefix);
  const found = database.prepare("SELECT k FROM kv WHERE k >= ? AND k < ? ORDER BY k").all(
    start,
    Uint8Array.of(...start, 0xff),
  );
  const keys = found.map(({ k }) => decodeKey(k as Uint8Array)!);
  return keys.find(({ length }) => length >= kind.prefix.length + kind.others) ?? listOwnKeys(kind)[0]!;
}

/** Writes rows into a store file, in place of those with the same keys. */
export function insertRows(path: string, rows: readonly Key[], { encoding, bytes }: StoredValue): void {
  using database = new DatabaseSync(path);
  const insert = database.prepare("INSERT OR REPLACE INTO kv (k, v, v_encoding, version) VALUES (?, ?, ?, 99)");
  database.exec("BEGIN");
  for (const key of rows) insert.run(encodeKey(key), Uint8Array.fromHex(bytes), encoding);
  database.exec("COMMIT");
}

function combine(count: number, parts: readonly KeyPart[]): KeyPart[][] {
  if (count === 0) return [[]];
  return combine(count - 1, parts).flatMap((rest) => parts.map((part) => [...rest, part]));
}
