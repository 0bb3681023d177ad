/**
 * Values as bytes that every version of Deno can read. Deno KV itself stores values in V8's serialization format, and
 * an older V8 cannot read what a newer one wrote: a store used with the newest Deno could no longer be opened by a
 * program that was compiled with an older one.
 */

import { packJson, unpackJson } from "./packed_json.ts";
import { requirePlainData } from "./plain_data.ts";

/** The first byte of a stored value: the format of the others. */
const enum Format {
  Bytes = 0,
  JsonUtf8 = 1,
  /** Little-endian; shorter than UTF-8 for East Asian scripts. */
  JsonUtf16 = 2,
  /** UTF-8 of {@linkcode packJson}. */
  PackedJson = 3,
}

const encoder = new TextEncoder();
const decoders = { utf8: new TextDecoder(), utf16: new TextDecoder("utf-16le") };

/** The value of index keys, of which a commit writes hundreds: encoded once. */
const ZERO = encodeJson("0");

/** A value in its stored form. Encoding before the write shows its size and fixes its content. */
export class EncodedValue {
  readonly bytes: Uint8Array;

  private constructor(value: unknown) {
    if (value === 0) this.bytes = ZERO;
    else if (value instanceof Uint8Array) this.bytes = addFormat(Format.Bytes, value);
    else this.bytes = encodeJson(JSON.stringify(value));
  }

  /**
   * Encodes a value, unless it is encoded already.
   *
   * @throws {TypeError} For anything but plain data, which would not come back as it was.
   */
  static from(value: unknown): EncodedValue {
    if (value instanceof EncodedValue) return value;
    requirePlainData(value);
    return new EncodedValue(value);
  }

  /** Decodes the value; each call returns another copy. */
  get value(): unknown {
    return decodeValue(this.bytes);
  }
}

/** Decodes a stored value. Values in no format of ours, such as counters, stay unchanged. */
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
    case Format.PackedJson:
      return JSON.parse(unpackJson(decoders.utf8.decode(content)));
    default:
      throw new TypeError(`Cannot read a stored value: unknown format ${stored[0]}`);
  }
}

function encodeJson(json: string): Uint8Array {
  const packed = json.startsWith("{") ? packJson(json) : json;
  const utf8 = packed.length < json.length ? encodeUtf8(packed, Format.PackedJson) : encodeUtf8(json, Format.JsonUtf8);
  return utf8.length <= 1 + 2 * json.length ? utf8 : addFormat(Format.JsonUtf16, encodeUtf16(json));
}

/** Encodes the format as a first character, in the same call: copying the result behind it takes three times as long. */
function encodeUtf8(json: string, format: Format): Uint8Array {
  return encoder.encode(String.fromCharCode(format) + json);
}

function addFormat(format: Format, content: Uint8Array): Uint8Array {
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
