/** Keys of Deno KV as this process compares and weighs them. */

const NUL = /\0/g;
// deno-lint-ignore no-control-regex -- the very range that takes one byte in UTF-8
const ASCII = /^[\x00-\x7f]*$/;
const encoder = new TextEncoder();

/** A string that two keys share exactly when Deno KV takes them for the same key. */
export function toKeyIdentity(key: Deno.KvKey): string {
  return JSON.stringify(key.every(isPlainPart) ? key : key.map(tagPart));
}

/** Whether JSON writes the part in a way of its own: it has no bigint, bytes, NaN, infinities or negative zero. */
function isPlainPart(part: Deno.KvKeyPart): boolean {
  if (typeof part === "number") return Number.isFinite(part) && !Object.is(part, -0);
  return typeof part === "string" || typeof part === "boolean";
}

/** The other parts as arrays, which no key has inside. */
function tagPart(part: Deno.KvKeyPart): unknown {
  if (isPlainPart(part)) return part;
  if (part instanceof Uint8Array) return ["bytes", ...part];
  return [typeof part, Object.is(part, -0) ? "-0" : String(part)];
}

/** How many bytes Deno KV makes of the key. */
export function measureKey(key: Deno.KvKey): number {
  return key.reduce<number>(addPartBytes, 0);
}

function addPartBytes(sum: number, part: Deno.KvKeyPart): number {
  return sum + measureKeyPart(part);
}

function measureKeyPart(part: Deno.KvKeyPart): number {
  switch (typeof part) {
    case "boolean":
      return 1;
    case "number":
      return 9;
    case "bigint":
      return 4 + Math.ceil(part.toString(16).length / 2);
    case "string":
      return 2 + measureUtf8(part) + (part.includes("\0") ? part.match(NUL)!.length : 0);
    case "symbol": // stands for the commit's versionstamp
      return 22;
    default:
      return part.reduce((sum, byte) => sum + (byte === 0 ? 2 : 1), 2);
  }
}

/** How many bytes the text takes in UTF-8. */
export function measureUtf8(text: string): number {
  return ASCII.test(text) ? text.length : encoder.encode(text).length;
}
