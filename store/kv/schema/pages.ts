/** Pages over ranges of keys. */

import type { Page, PageRequest } from "../../desk.ts";
import { decodeCursor, encodeCursor, type ItemKey, parsePageLimit } from "../../rules/values/mod.ts";
import type { Key, KeyRange, KeyValueStore } from "../port/mod.ts";
import { takeOwn } from "./foreign_keys.ts";

/** The lowest part that a key can continue with. */
const LOWEST_KEY_PART = new Uint8Array();

/**
 * Reads a page of the values under `prefix`. The keys continue with numbers and strings.
 *
 * @param list The name of the list, which its cursors carry.
 */
export async function readPage<T>(
  kv: KeyValueStore,
  list: string,
  prefix: Key,
  request: PageRequest,
): Promise<Page<T>> {
  const limit = parsePageLimit(request);
  const last = decodeCursor(list, request.cursor);
  const listed = kv.list<T>(toRangeAfter(prefix, last), { batchSize: limit + 1 });
  const entries = await takeOwn(listed, limit + 1);
  const page = entries.slice(0, limit);
  const more = entries.length > limit;
  return {
    items: page.map(({ value }) => value),
    cursor: more ? encodeCursor(list, toItemKey(prefix, page.at(-1)!.key)) : null,
  };
}

function toItemKey(prefix: Key, key: Key): ItemKey {
  const own = key.slice(prefix.length) as (string | number)[];
  return own.length === 1 ? own[0]! : own;
}

/** The keys under `prefix` after the one that ends in `last`. */
function toRangeAfter(prefix: Key, last: ItemKey | null): KeyRange {
  return last === null ? { prefix } : { prefix, start: [...prefix, ...[last].flat(), LOWEST_KEY_PART] };
}
