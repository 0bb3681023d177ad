/**
 * Values as bytes that any version of Deno reads.
 *
 * Deno KV itself writes values in V8's format, and an older V8 can't read what a newer one wrote: a store used with the
 * newest Deno would be lost to a program that was compiled with the one before.
 */

/** The first byte of a value says what the others are. */
const enum Format {
  Bytes = 0,
  JsonUtf8 = 1,
  /** Little-endian; shorter than UTF-8 for the scripts of Asia. */
  JsonUtf16 = 2,
}

/** What index keys have, of which a commit writes hundreds: made once. */
const ZERO = prefixed(Format.JsonUtf8, new TextEncoder().encode("0"));

/** A value as it is stored. Counters (`KvU64`) stay as they are. */
export function encodeValue(value: unknown): Uint8Array | Deno.KvU64 {
  if (value === 0) return ZERO;
  if (value instanceof Deno.KvU64) return value;
  if (value instanceof Uint8Array) return prefixed(Format.Bytes, value);
  const json = JSON.stringify(value);
  const utf8 = new TextEncoder().encode(json);
  if (utf8.length <= 2 * json.length) return prefixed(Format.JsonUtf8, utf8);
  return prefixed(Format.JsonUtf16, utf16(json));
}

/** A value as it was before it was stored; what we didn't encode stays as it is. */
export function decodeValue(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return stored;
  const content = stored.subarray(1);
  switch (stored[0]) {
    case Format.Bytes:
      return content.slice();
    case Format.JsonUtf8:
      return JSON.parse(new TextDecoder().decode(content));
    case Format.JsonUtf16:
      return JSON.parse(new TextDecoder("utf-16le").decode(content));
    default:
      throw new TypeError(`a value is stored in a format that this version doesn't know (${stored[0]})`);
  }
}

function prefixed(format: Format, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + content.length);
  bytes[0] = format;
  bytes.set(content, 1);
  return bytes;
}

function utf16(text: string): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++) bytes.setUint16(2 * index, text.charCodeAt(index), true);
  return new Uint8Array(bytes.buffer);
}

/** Makes an open Deno KV keep its values so; returns the same one. */
export function withPortableValues(kv: Deno.Kv): Deno.Kv {
  const { get, getMany, list, set, atomic } = kv;
  const portable = {
    get: async (key: Deno.KvKey, options?: { consistency?: Deno.KvConsistencyLevel }) =>
      decoded(await get.call(kv, key, options)),
    getMany: async (keys: readonly Deno.KvKey[], options?: { consistency?: Deno.KvConsistencyLevel }) =>
      (await getMany.call(kv, keys, options)).map((entry) => decoded(entry as Deno.KvEntryMaybe<unknown>)),
    list: (selector: Deno.KvListSelector, options?: Deno.KvListOptions) =>
      decodedList(list.call(kv, selector, options)),
    set: (key: Deno.KvKey, value: unknown, options?: { expireIn?: number }) =>
      set.call(kv, key, encodeValue(value), options),
    atomic: () => encoding(atomic.call(kv)),
  };
  return Object.assign(kv, portable);
}

function decoded<Entry extends Deno.KvEntryMaybe<unknown>>(entry: Entry): Entry {
  entry.value = decodeValue(entry.value);
  return entry;
}

function decodedList(entries: Deno.KvListIterator<unknown>): Deno.KvListIterator<unknown> {
  const next = entries.next.bind(entries);
  entries.next = async () => {
    const result = await next();
    if (!result.done) decoded(result.value);
    return result;
  };
  return entries;
}

function encoding(commit: Deno.AtomicOperation): Deno.AtomicOperation {
  const set = commit.set.bind(commit);
  commit.set = (key, value, options) => set(key, encodeValue(value), options);
  return commit;
}
