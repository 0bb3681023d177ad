/** Writes that are decided but not yet committed. */

import type { Change } from "../desk.ts";
import { DeskError } from "../errors.ts";
import { identityOf, keyBytes } from "./key.ts";
import { isCounter, keys } from "./keys.ts";
import type { EncodedValue } from "./portable_values.ts";
import { encoded } from "./value.ts";

/** Deno KV's own limits of one key and one value, in bytes. */
const MAX_KEY_BYTES = 2_048;
const MAX_VALUE_BYTES = 65_536;

/** How long the change log keeps an entry; a process that follows it looks several times a second. */
const CHANGE_LOG_TTL = 60 * 60 * 1_000;

/** What will be at a key: a value, or nothing. */
export interface Write {
  key: Deno.KvKey;
  /** In bytes. */
  keySize: number;
  /** Null deletes the key. */
  value: EncodedValue | null;
  expireIn: number | undefined;
}

/** What a rule, or a group of rules, wants written. Keys are told apart by their identity. */
export class Staging {
  readonly writes = new Map<string, Write>();
  readonly sums = new Map<string, { key: Deno.KvKey; amount: number }>();
  readonly changes = new Map<string, Change>();

  get isEmpty(): boolean {
    return this.writes.size === 0 && this.sums.size === 0 && this.changes.size === 0;
  }

  /** Stages a copy of the value, so that it is written as it is now. */
  set(key: Deno.KvKey, value: unknown, expireIn?: number): void {
    const keySize = writableSize(key);
    if (expireIn !== undefined && !(expireIn > 0)) throw new RangeError(`A value can't expire in ${expireIn} ms.`);
    const copy = encoded(value);
    if (copy.bytes.length > MAX_VALUE_BYTES) throw tooLong(copy.bytes.length);
    this.writes.set(identityOf(key), { key, keySize, value: copy, expireIn });
  }

  delete(key: Deno.KvKey): void {
    this.writes.set(identityOf(key), { key, keySize: writableSize(key), value: null, expireIn: undefined });
  }

  add(key: Deno.KvKey, amount: number): void {
    if (!isCounter(key)) throw new TypeError(`${identityOf(key)} is not a counter: nothing can be added to it.`);
    if (!Number.isSafeInteger(amount)) throw new RangeError(`A counter can't be changed by ${amount}.`);
    const identity = identityOf(key);
    this.sums.set(identity, { key, amount: (this.sums.get(identity)?.amount ?? 0) + amount });
  }

  changed(change: Change): void {
    this.changes.set(JSON.stringify(change), change);
  }

  /** Takes over what was staged after this. */
  absorb(later: Staging): void {
    for (const [identity, write] of later.writes) this.writes.set(identity, write);
    for (const { key, amount } of later.sums.values()) this.add(key, amount);
    for (const [identity, change] of later.changes) this.changes.set(identity, change);
  }

  /**
   * Adds the writes to a commit, and what changed as one entry of the change log. Keys that lie close together come one
   * after another: SQLite then finds and writes fewer pages.
   */
  writeTo(commit: Deno.AtomicOperation, kv: Deno.Kv): void {
    const sorted = [...this.writes].sort(([one], [other]) => one < other ? -1 : 1);
    for (const [, write] of sorted) {
      if (write.value === null) commit.delete(write.key);
      else commit.set(write.key, write.value, write.expireIn === undefined ? {} : { expireIn: write.expireIn });
    }
    for (const { key, amount } of this.sums.values()) {
      if (amount !== 0) commit.sum(key, wrapped(amount));
    }
    if (this.changes.size > 0) {
      commit.set([...keys.changes, kv.commitVersionstamp()], [...this.changes.values()], { expireIn: CHANGE_LOG_TTL });
    }
  }
}

/** The bytes of a key that may be written. */
function writableSize(key: Deno.KvKey): number {
  if (isCounter(key)) throw new TypeError(`${identityOf(key)} is a counter: it can only be added to.`);
  const size = keyBytes(key);
  if (size <= MAX_KEY_BYTES) return size;
  throw new RangeError(`The key ${identityOf(key).slice(0, 100)}… is longer than ${MAX_KEY_BYTES} bytes.`);
}

function tooLong(size: number): DeskError {
  const measure = `it takes ${size} bytes, where the store takes ${MAX_VALUE_BYTES}`;
  return new DeskError("invalid", `This is too long to be kept: ${measure}. Shorten it.`);
}

/** The 64-bit number whose addition takes away a negative amount: `sum` wraps. */
function wrapped(amount: number): bigint {
  return BigInt.asUintN(64, BigInt(amount));
}
