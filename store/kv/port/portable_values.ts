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

const encoder = new TextEncoder();
const decoders = { utf8: new TextDecoder(), utf16: new TextDecoder("utf-16le") };

/** As large as any value that Deno KV takes; its first byte is the format. */
const scratch = new Uint8Array(65_536).fill(Format.JsonUtf8, 0, 1);
const scratchContent = scratch.subarray(1);

/** What index keys have, of which a commit writes hundreds: made once. */
const ZERO = encodeJson("0");

/** A value that was encoded before it is written, since its size had to be known. */
export class EncodedValue {
  readonly bytes: Uint8Array;

  constructor(value: unknown) {
    if (value === 0) this.bytes = ZERO;
    else if (value instanceof Uint8Array) this.bytes = addPrefix(Format.Bytes, value);
    else this.bytes = encodeJson(JSON.stringify(value));
  }

  /** The value, each time a copy. */
  get value(): unknown {
    return decodeValue(this.bytes);
  }
}

/** A value as it is stored. Counters (`KvU64`) stay as they are. */
export function encodeValue(value: unknown): Uint8Array | Deno.KvU64 {
  if (value instanceof Deno.KvU64) return value;
  return (value instanceof EncodedValue ? value : new EncodedValue(value)).bytes;
}

/** A value as it was before it was stored; what we didn't encode stays as it is. */
export function decodeValue(stored: unknown): unknown {
  if (!(stored instanceof Uint8Array)) return stored;
  const content = stored.subarray(1);
  switch (stored[0]) {
    case Format.Bytes:
      return content.slice();
    case Format.JsonUtf8:
      return JSON.parse(decoders.utf8.decode(content));
    case Format.JsonUtf16:
      return JSON.parse(decoders.utf16.decode(content));
    default:
      throw new TypeError(`a value is stored in a format that this version doesn't know (${stored[0]})`);
  }
}

function encodeJson(json: string): Uint8Array {
  const utf8 = encodeUtf8(json);
  return utf8.length <= 1 + 2 * json.length ? utf8 : addPrefix(Format.JsonUtf16, encodeUtf16(json));
}

/** Encoded in memory that is always there, so that only the result takes some of its own. */
function encodeUtf8(json: string): Uint8Array {
  const { read, written } = encoder.encodeInto(json, scratchContent);
  return read === json.length ? scratch.slice(0, 1 + written) : addPrefix(Format.JsonUtf8, encoder.encode(json));
}

function addPrefix(format: Format, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + content.length);
  bytes[0] = format;
  bytes.set(content, 1);
  return bytes;
}

function encodeUtf16(text: string): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length));
  for (let index = 0; index < text.length; index++) bytes.setUint16(2 * index, text.charCodeAt(index), true);
  return new Uint8Array(bytes.buffer);
}

/** Makes an open Deno KV keep its values so; returns the same one. */
export function withPortableValues(kv: Deno.Kv): Deno.Kv {
  const { get, getMany, list, set, atomic } = kv;
  const portable = {
    get: async (key: Deno.KvKey, options?: { consistency?: Deno.KvConsistencyLevel }) =>
      decodeEntry(await get.call(kv, key, options)),
    getMany: async (keys: readonly Deno.KvKey[], options?: { consistency?: Deno.KvConsistencyLevel }) =>
      (await getMany.call(kv, keys, options)).map((entry) => decodeEntry(entry as Deno.KvEntryMaybe<unknown>)),
    list: (selector: Deno.KvListSelector, options?: Deno.KvListOptions) => decodeList(list.call(kv, selector, options)),
    set: (key: Deno.KvKey, value: unknown, options?: { expireIn?: number }) =>
      set.call(kv, key, encodeValue(value), options),
    atomic: () => encodeWrites(atomic.call(kv)),
  };
  return Object.assign(kv, portable);
}

function decodeEntry<Entry extends Deno.KvEntryMaybe<unknown>>(entry: Entry): Entry {
  entry.value = decodeValue(entry.value);
  return entry;
}

function decodeList(entries: Deno.KvListIterator<unknown>): Deno.KvListIterator<unknown> {
  const next = entries.next.bind(entries);
  return Object.assign(entries, {
    next: async () => {
      const result = await next();
      if (!result.done) decodeEntry(result.value);
      return result;
    },
  });
}

function encodeWrites(commit: Deno.AtomicOperation): Deno.AtomicOperation {
  const set = commit.set.bind(commit);
  return Object.assign(commit, {
    set: (key: Deno.KvKey, value: unknown, options?: { expireIn?: number }) => set(key, encodeValue(value), options),
  });
}
