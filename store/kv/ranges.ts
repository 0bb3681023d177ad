/** Pages over ranges of keys. */

import type { Page, PageRequest } from "../desk.ts";
import { decodeCursor, encodeCursor, pageLimit } from "../rules/page.ts";

/**
 * A page of the values under `prefix`, whose keys have one more part each: a number, or a string.
 *
 * @param list Names the list, for its cursors.
 */
export async function pageUnder<T>(
  kv: Deno.Kv,
  list: string,
  prefix: Deno.KvKey,
  request: PageRequest,
): Promise<Page<T>> {
  const limit = pageLimit(request);
  const last = decodeCursor(list, request.cursor);
  const entries = await Array.fromAsync(kv.list<T>(rangeAfter(prefix, last), { limit: limit + 1 }));
  const page = entries.slice(0, limit);
  const more = entries.length > limit;
  const end = page.at(-1)?.key.at(-1);
  return { items: page.map(({ value }) => value), cursor: more ? encodeCursor(list, end as string | number) : null };
}

/** The keys under `prefix` whose last part comes after `last`. */
function rangeAfter(prefix: Deno.KvKey, last: string | number | null): Deno.KvListSelector {
  if (last === null) return { prefix };
  // The next string after "a" is "a\0"; numbers are whole.
  return { prefix, start: [...prefix, typeof last === "number" ? last + 1 : `${last}\0`] };
}
