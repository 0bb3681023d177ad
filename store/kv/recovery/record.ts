/** Records of SQLite ("Database File Format", 2.1), in the few forms that the table of Deno KV has. */

/** A row of Deno KV's table. */
export interface KvRecord {
  k: Uint8Array;
  /** Null if it cannot be read. */
  v: Uint8Array | null;
  v_encoding: number;
  version: number;
  expiration_ms: number;
}

/** The bytes of integers, by serial type. */
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];
const [ZERO, ONE] = [8, 9];

/** The columns of the table. Earlier versions of Deno had fewer. */
const COLUMNS = 6;

/** Parses a variable-length integer. Returns its value and the offset after it. */
export function parseVarint(bytes: Uint8Array, at: number): [value: number, end: number] {
  let value = 0;
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, at + index + 1];
  }
  return [value * 256 + (bytes[at + 8] ?? 0), at + 9];
}

/**
 * Parses a row of Deno KV's table: `k, v, v_encoding, version, seq, expiration_ms`.
 *
 * @param payload The record. It may be cut.
 * @param isWhole False if the payload is cut.
 * @returns Null for a record of another table or index.
 */
export function parseKvRecord(payload: Uint8Array, isWhole: boolean): KvRecord | null {
  const [headerSize, start] = parseVarint(payload, 0);
  const types: number[] = [];
  for (let at = start; at < Math.min(headerSize, payload.length) && types.length <= COLUMNS;) {
    const [type, end] = parseVarint(payload, at);
    types.push(type);
    at = end;
  }
  if (types.length < 4 || types.length > COLUMNS || !isBlob(types[0]!) || !isBlob(types[1]!)) return null;
  if (!types.slice(2).every(isInteger)) return null;
  const [keySize, valueSize] = [getSize(types[0]!), getSize(types[1]!)];
  if (headerSize + keySize > payload.length) return null;
  let at = headerSize + keySize + valueSize;
  const [v_encoding = 0, version = 0, _seq, expiration_ms = -1] = types.slice(2).map((type) => {
    const value = parseInteger(payload, at, type);
    at += getSize(type);
    return value;
  });
  const k = payload.slice(headerSize, headerSize + keySize);
  if (!isWhole) return { k, v: null, v_encoding: 0, version: 0, expiration_ms: -1 };
  return {
    k,
    v: payload.slice(headerSize + keySize, headerSize + keySize + valueSize),
    v_encoding,
    version,
    expiration_ms,
  };
}

function isBlob(type: number): boolean {
  return type >= 12 && type % 2 === 0;
}

function isInteger(type: number): boolean {
  return type >= 1 && type <= 6 || type === ZERO || type === ONE;
}

function getSize(type: number): number {
  return isBlob(type) ? (type - 12) / 2 : INTEGER_BYTES[type] ?? 0;
}

function parseInteger(bytes: Uint8Array, at: number, type: number): number {
  if (type === ZERO || type === ONE) return type - ZERO;
  const size = getSize(type);
  let value = (bytes[at] ?? 0) << 24 >> 24; // the first byte has the sign
  for (let index = 1; index < size; index++) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
