/** Reading many keys of Deno KV at once. */

import { toBatches } from "../../../base/to_batches.ts";

/** How many keys one `getMany` takes. */
const KEYS_PER_READ = 10;

/**
 * The values at the keys, in their order; null where there is no value, or no key.
 * Each batch is read by itself, so the whole is no snapshot.
 */
export async function getAll<T>(kv: Deno.Kv, keys: readonly (Deno.KvKey | null)[]): Promise<(T | null)[]> {
  const values: (T | null)[] = keys.map(() => null);
  const wanted = keys.flatMap((key, index) => key === null ? [] : [{ key, index }]);
  await Promise.all(
    toBatches(wanted, KEYS_PER_READ).map(async (batch) => {
      const entries = await kv.getMany<T[]>(batch.map(({ key }) => key));
      entries.forEach((entry, place) => values[batch[place]!.index] = entry.value);
    }),
  );
  return values;
}
