/** Calls of Deno KV whose failures are told in the desk's words. */

import { toUnavailableError } from "./store_errors.ts";

/** Makes one call of Deno KV, perhaps not for as long as it takes. */
export type MakeCall = <T>(make: () => Promise<T>) => Promise<T>;

/**
 * Makes the calls of an open Deno KV through `call`, and reads that fail end with a {@linkcode DeskError} `unavailable`.
 * Commits fail as they do: whoever commits knows what that means for the change.
 *
 * @param location What messages call the store.
 * @returns The same Deno KV.
 */
export function withWatchedCalls(kv: Deno.Kv, location: string, call: MakeCall = (make) => make()): Deno.Kv {
  const read: MakeCall = async (make) => {
    try {
      return await call(make);
    } catch (error) {
      throw toUnavailableError(`Can't read the store ${location}`, error);
    }
  };
  const { get, getMany, list, atomic } = kv;
  const watched = {
    get: (key: Deno.KvKey, options?: { consistency?: Deno.KvConsistencyLevel }) =>
      read(() => get.call(kv, key, options)),
    getMany: (keys: readonly Deno.KvKey[], options?: { consistency?: Deno.KvConsistencyLevel }) =>
      read(() => getMany.call(kv, keys, options)),
    list: (selector: Deno.KvListSelector, options?: Deno.KvListOptions) =>
      watchedList(list.call(kv, selector, options), read),
    atomic: () => watchedCommit(atomic.call(kv), call),
  };
  return Object.assign(kv, watched);
}

function watchedList(entries: Deno.KvListIterator<unknown>, read: MakeCall): Deno.KvListIterator<unknown> {
  const next = entries.next.bind(entries);
  entries.next = () => read(next);
  return entries;
}

function watchedCommit(operation: Deno.AtomicOperation, call: MakeCall): Deno.AtomicOperation {
  const commit = operation.commit.bind(operation);
  operation.commit = () => call(commit);
  return operation;
}
