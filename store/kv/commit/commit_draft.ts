/** What a commit will hold, while it is being decided. */

import type { Change } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { CHANGE_KEY_BYTES, COUNTER_BYTES, NO_WEIGHT, type Weight } from "./commit_limits.ts";
import { measureKey, measureUtf8, toKeyIdentity } from "../port/key.ts";
import { isCounterKey, keys } from "../schema/keys.ts";
import type { EncodedValue } from "../port/portable_values.ts";
import type { Entry } from "./snapshot.ts";
import { toEncodedValue } from "../port/value.ts";

/** Deno KV's own limits of one key and one value, in bytes. */
const MAX_KEY_BYTES = 2_048;
const MAX_VALUE_BYTES = 65_536;

/** How long the change log keeps an entry; a process that follows it looks several times a second. */
const CHANGE_LOG_TTL = 60 * 60 * 1_000;

/** What will be at a key: a value, or nothing. */
export interface Write {
  readonly identity: string;
  readonly key: Deno.KvKey;
  /** Null deletes the key. */
  readonly value: EncodedValue | null;
  readonly expireIn: number | undefined;
  /** The number of the rule that wants it. */
  readonly rule: number;
}

interface Sum {
  readonly key: Deno.KvKey;
  readonly amount: number;
}

/** What was at a place of the draft before a rule put something else there; undefined for nothing. */
interface UndoEntry {
  readonly place: Map<string, unknown>;
  readonly identity: string;
  readonly before: unknown;
}

/**
 * What a group's rules have read, which the commit checks, and what they want written. One rule drafts after another, and
 * the draft of the present one can be taken back. Keys are told apart by their identity.
 */
export class CommitDraft {
  readonly #reads = new Map<string, Entry>();
  readonly #writes = new Map<string, Write>();
  readonly #sums = new Map<string, Sum>();
  readonly #changes = new Map<string, Change>();
  #weight: Weight = { ...NO_WEIGHT };
  /** The number of the present rule, what it has replaced, and the weight without it. */
  #rule = 0;
  #replaced: UndoEntry[] = [];
  #weightBefore: Weight = NO_WEIGHT;

  /** How much a commit of this weighs, as Deno KV counts. */
  get weight(): Readonly<Weight> {
    return this.#weight;
  }

  /** Whether a commit would tell nothing: it writes nothing, and what was read has not to be from one moment. */
  get isNoop(): boolean {
    return this.#reads.size <= 1 && this.#writes.size + this.#sums.size + this.#changes.size === 0;
  }

  /** From here on the next rule drafts. */
  startRule(): void {
    this.#rule += 1;
    this.#replaced = [];
    this.#weightBefore = { ...this.#weight };
  }

  /** Takes back what the present rule has drafted. */
  rollBack(): void {
    for (const { place, identity, before } of this.#replaced.reverse()) {
      if (before === undefined) place.delete(identity);
      else place.set(identity, before);
    }
    this.#replaced = [];
    this.#weight = { ...this.#weightBefore };
  }

  /** What is wanted at a key; undefined when nobody wants anything there. */
  getWrite(identity: string): Write | undefined {
    return this.#writes.get(identity);
  }

  /** Whether the present rule wants it, and not one before. */
  isFromCurrentRule({ rule }: Write): boolean {
    return rule === this.#rule;
  }

  /** An entry that must still be so when this is committed. */
  recordRead(identity: string, entry: Entry): void {
    if (!this.#reads.has(identity)) {
      this.#weight.checks += 1;
      this.#weight.bytes += measureKey(entry.key) + COUNTER_BYTES;
    }
    this.#put(this.#reads, identity, entry);
  }

  /** Drafts a copy of the value, so that it is written as it is now. */
  set(key: Deno.KvKey, value: unknown, expireIn?: number): void {
    if (expireIn !== undefined && !(expireIn > 0)) throw new RangeError(`A value can't expire in ${expireIn} ms.`);
    const copy = toEncodedValue(value);
    if (copy.bytes.length > MAX_VALUE_BYTES) throw createValueTooLongError(copy.bytes.length);
    this.#write(key, copy, expireIn);
  }

  delete(key: Deno.KvKey): void {
    this.#write(key, null, undefined);
  }

  add(key: Deno.KvKey, amount: number): void {
    const identity = toKeyIdentity(key);
    if (!isCounterKey(key)) throw new TypeError(`${identity} is not a counter: nothing can be added to it.`);
    if (!Number.isSafeInteger(amount)) throw new RangeError(`A counter can't be changed by ${amount}.`);
    const before = this.#sums.get(identity);
    if (before === undefined) this.#weighKey(measureKey(key), COUNTER_BYTES);
    this.#put(this.#sums, identity, { key, amount: (before?.amount ?? 0) + amount });
  }

  recordChange(change: Change): void {
    const identity = JSON.stringify(change);
    if (this.#changes.has(identity)) return;
    if (this.#changes.size === 0) this.#weighKey(CHANGE_KEY_BYTES);
    const size = measureUtf8(identity) + 1;
    this.#weight.changeBytes += size;
    this.#weight.bytes += size;
    this.#put(this.#changes, identity, change);
  }

  /**
   * Adds the checks and the writes to a commit, and what changed as one entry of the change log. Keys that lie close together
   * come one after another: SQLite then finds and writes fewer pages.
   */
  applyTo(commit: Deno.AtomicOperation, kv: Deno.Kv): void {
    this.#reads.forEach((entry) => commit.check(entry));
    const sorted = [...this.#writes.values()].sort((one, other) => one.identity < other.identity ? -1 : 1);
    for (const { key, value, expireIn } of sorted) {
      if (value === null) commit.delete(key);
      else commit.set(key, value, expireIn === undefined ? undefined : { expireIn });
    }
    for (const { key, amount } of this.#sums.values()) {
      if (amount !== 0) commit.sum(key, toUint64(amount));
    }
    if (this.#changes.size > 0) {
      commit.set([...keys.changes, kv.commitVersionstamp()], [...this.#changes.values()], { expireIn: CHANGE_LOG_TTL });
    }
  }

  #write(key: Deno.KvKey, value: EncodedValue | null, expireIn: number | undefined): void {
    const identity = toKeyIdentity(key);
    const size = measureWritableKey(key, identity);
    const before = this.#writes.get(identity);
    if (before === undefined) this.#weighKey(size);
    this.#weight.bytes += getLength(value) - getLength(before?.value);
    this.#put(this.#writes, identity, { identity, key, value, expireIn, rule: this.#rule });
  }

  /** Weighs a key that is written, which counts twice among all bytes, with a value that is always as long. */
  #weighKey(size: number, valueBytes = 0): void {
    this.#weight.mutations += 1;
    this.#weight.keyBytes += size;
    this.#weight.bytes += 2 * size + valueBytes;
  }

  #put<T>(place: Map<string, T>, identity: string, item: T): void {
    this.#replaced.push({ place, identity, before: place.get(identity) });
    place.set(identity, item);
  }
}

function getLength(value: EncodedValue | null | undefined): number {
  return value?.bytes.length ?? 0;
}

/** The bytes of a key that may be written. */
function measureWritableKey(key: Deno.KvKey, identity: string): number {
  if (isCounterKey(key)) throw new TypeError(`${identity} is a counter: it can only be added to.`);
  const size = measureKey(key);
  if (size <= MAX_KEY_BYTES) return size;
  throw new RangeError(`The key ${identity.slice(0, 100)}… is longer than ${MAX_KEY_BYTES} bytes.`);
}

function createValueTooLongError(size: number): DeskError {
  const measure = `it takes ${size} bytes, where the store takes ${MAX_VALUE_BYTES}`;
  return new DeskError("invalid", `This is too long to be kept: ${measure}. Shorten it.`);
}

/** The 64-bit number whose addition takes away a negative amount: `sum` wraps. */
function toUint64(amount: number): bigint {
  return BigInt.asUintN(64, BigInt(amount));
}
