import { toBatches } from "../../../base/values/to_batches.ts";
import type { Key, KeyValueStore } from "./key_value_store.ts";

/** The maximum number of keys that one `getMany` reads. */
export const KEYS_PER_READ = 10;

/**
 * Reads any number of keys. Each batch of ten is a snapshot; the whole is not.
 *
 * @param keys Null for a value that is not wanted.
 * @returns The values in the order of the keys; null where there is no value or no key.
 */
export async function getAll<T>(
  kv: Pick<KeyValueStore, "getMany">,
  keys: readonly (Key | null)[],
): Promise<(T | null)[]> {
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
