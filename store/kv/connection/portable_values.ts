import { DamagedEntryError } from "../forms/mod.ts";
import {
  type AtomicOperation,
  type CommitResult,
  decodeValue,
  EncodedValue,
  type Entries,
  type Entry,
  interceptList,
  type Key,
  type KeyRange,
  type Keys,
  type ListedEntry,
  type ListOptions,
  type Mutation,
  type ReadNext,
  StoreDecorator,
} from "../port/mod.ts";

/** Stores values in a format that every version of Deno can read (see {@linkcode EncodedValue}). */
export class PortableValues extends StoreDecorator {
  override async get<T>(key: Key): Promise<Entry<T>> {
    return decodeEntry(await super.get<T>(key));
  }

  override async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const entries = await super.getMany<T>(keys);
    entries.forEach(decodeEntry);
    return entries;
  }

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    const entries = super.list<T>(range, options);
    return options?.keysOnly === true ? entries : interceptList(entries, readDecoded);
  }

  override commit({ checks, mutations }: AtomicOperation): Promise<CommitResult> {
    return super.commit({ checks, mutations: mutations.map(encodeMutation) });
  }
}

async function readDecoded<T>(next: ReadNext<ListedEntry<T>>): Promise<IteratorResult<ListedEntry<T>>> {
  const result = await next();
  if (!result.done) decodeEntry(result.value);
  return result;
}

/**
 * Decodes in place, because the entry is not shared yet.
 *
 * @throws {DamagedEntryError} If the value cannot be decoded.
 */
function decodeEntry<E extends Entry>(entry: E): E {
  try {
    entry.value = decodeValue(entry.value);
  } catch (cause) {
    throw new DamagedEntryError(entry.key, { cause });
  }
  return entry;
}

function encodeMutation(mutation: Mutation): Mutation {
  switch (mutation.type) {
    case "set": {
      const { type, key, value, expireIn } = mutation;
      return { type, key, value: EncodedValue.from(value).bytes, expireIn };
    }
    case "append": {
      const { type, prefix, value, expireIn } = mutation;
      return { type, prefix, value: EncodedValue.from(value).bytes, expireIn };
    }
    default:
      return mutation;
  }
}
