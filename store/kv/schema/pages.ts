/** Pages over ranges of keys. */

import type { Page, PageRequest } from "../../desk.ts";
import { decodeCursor, encodeCursor, type ItemKey, parsePageLimit } from "../../rules/values/page.ts";

/** Sorts before anything else that a key can go on with. */
const LOWEST_KEY_PART = new Uint8Array();

/**
 * A page of the values under `prefix`, whose keys go on with numbers and strings.
 *
 * @param list Names the list, for its cursors.
 */
export async function readPage<T>(
  kv: Deno.Kv,
  list: string,
  prefix: Deno.KvKey,
  request: PageRequest,
): Promise<Page<T>> {
  const limit = parsePageLimit(request);
  const last = decodeCursor(list, request.cursor);
  const entries = await Array.fromAsync(kv.list<T>(toRangeAfter(prefix, last), { limit: limit + 1 }));
  const page = entries.slice(0, limit);
  const more = entries.length > limit;
  return {
    items: page.map(({ value }) => value),
    cursor: more ? encodeCursor(list, toItemKey(prefix, page.at(-1)!)) : null,
  };
}

function toItemKey(prefix: Deno.KvKey, { key }: { key: Deno.KvKey }): ItemKey {
  const own = key.slice(prefix.length) as (string | number)[];
  return own.length === 1 ? own[0]! : own;
}

/** The keys under `prefix` that come after the one which goes on with `last`. */
function toRangeAfter(prefix: Deno.KvKey, last: ItemKey | null): Deno.KvListSelector {
  return last === null ? { prefix } : { prefix, start: [...prefix, ...[last].flat(), LOWEST_KEY_PART] };
}
