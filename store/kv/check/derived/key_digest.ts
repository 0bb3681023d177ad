import { hashText } from "../../../../base/bytes/hash_text.ts";
import { RecentValues } from "../../../../base/values/recent_values.ts";
import type { Key, KeyPart } from "../../port/mod.ts";

/** Keys fall into this many groups, a power of two. */
const GROUPS = 4_096;

/** Hashes of texts that are kept, because keys share most of theirs. */
const MAX_CACHED_TEXTS = 100_000;

const float = new DataView(new ArrayBuffer(8));
const texts = new RecentValues(MAX_CACHED_TEXTS, hashText);

/** The sums of the hashes in each group. */
export interface DigestSums {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/**
 * Compares two sets of keys, of any size and in any order, in a fixed amount of memory: it adds up a 64-bit hash of each
 * key, in groups. Groups with the same sums have the same keys. Only the keys of other groups need to be listed.
 */
export class KeyDigest {
  readonly #sums: DigestSums = { low: new Int32Array(GROUPS), high: new Int32Array(GROUPS) };

  /** Adds a key to the first set (1) or to the second one (-1), also several times. */
  add(key: Key, times: number): void {
    hashKey(key);
    const group = hash.low & (GROUPS - 1);
    this.#sums.low[group]! += Math.imul(times, hash.low);
    this.#sums.high[group]! += Math.imul(times, hash.high);
  }

  /** Adds what has two numbers, and what {@linkcode hashName} returned. It is in no set with keys. */
  addNumbers({ low: start, high: other }: Hash, one: number, two: number, times: number): void {
    const low = mix(mix(start, one), two);
    const group = low & (GROUPS - 1);
    this.#sums.low[group]! += Math.imul(times, low);
    this.#sums.high[group]! += Math.imul(times, mix(mix(other, two), one));
  }

  /** Reports the same as {@linkcode isSuspect} about what {@linkcode addNumbers} added. */
  isSuspectNumbers({ low }: Hash, one: number, two: number): boolean {
    return this.#differs(mix(mix(low, one), two) & (GROUPS - 1));
  }

  /** The sums so far, to be added to those of another digest, even in another thread. */
  get sums(): DigestSums {
    return this.#sums;
  }

  /** Adds what another digest has added. */
  addSums({ low, high }: DigestSums): void {
    for (let group = 0; group < GROUPS; group++) {
      this.#sums.low[group]! += low[group]!;
      this.#sums.high[group]! += high[group]!;
    }
  }

  get isBalanced(): boolean {
    return this.#sums.low.every((sum, group) => sum === 0 && this.#sums.high[group] === 0);
  }

  /** Reports whether the key is in a group in which the two sets differ. */
  isSuspect(key: Key): boolean {
    hashKey(key);
    return this.#differs(hash.low & (GROUPS - 1));
  }

  #differs(group: number): boolean {
    return this.#sums.low[group] !== 0 || this.#sums.high[group] !== 0;
  }
}

/** A 64-bit hash. */
export interface Hash {
  readonly low: number;
  readonly high: number;
}

/** Hashes a name that many things share. */
export function hashName(name: string): Hash {
  return names.get(name);
}

const names = new RecentValues(MAX_CACHED_TEXTS, (name): Hash => {
  const text = hashText(name);
  return { low: mix(0x811c9dc5 | 0, text), high: mix(0x2545f491 | 0, text ^ 0x5bd1e995) };
});

/** The hash of the last key. There are many keys, and an object for each would be garbage at once. */
const hash = { low: 0, high: 0 };

/** Writes the hash of a key into `hash`. */
function hashKey(key: Key): void {
  let [low, high] = [0x811c9dc5 | 0, 0x2545f491 | 0];
  for (const part of key) {
    if (typeof part === "number") {
      float.setFloat64(0, part);
      const [one, two] = [float.getInt32(0), float.getInt32(4)];
      low = mix(mix(low, one), two);
      high = mix(mix(high, two ^ 0x5bd1e995), one);
    } else {
      const own = hashPart(part);
      low = mix(low, own);
      high = mix(high, own ^ 0x5bd1e995);
    }
  }
  hash.low = mix(low, high >>> 7);
  hash.high = high;
}

function hashPart(part: Exclude<KeyPart, number>): number {
  return texts.get(typeof part === "string" ? part : String(part));
}

function mix(before: number, value: number): number {
  let mixed = Math.imul(before ^ value, 0x9e3779b1 | 0);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x85ebca6b | 0) ^ mixed >>> 13;
}
