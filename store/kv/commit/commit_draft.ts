import type { Change } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import {
  type AtomicOperation,
  EncodedValue,
  type Entry,
  type Key,
  measureKey,
  measureUtf8,
  type Mutation,
  toKeyIdentity,
} from "../port/mod.ts";
import type { Fact } from "../../reports/mod.ts";
import type { TermChange } from "../../search/analysis/mod.ts";
import { isCounterKey, keys } from "../schema/mod.ts";
import {
  addFacts,
  type DeltaEntry,
  measureFact,
  packDeltas,
  PART_BYTES,
  toDeltaEntries,
  toFactEntry,
} from "./delta.ts";
import { CHANGE_KEY_BYTES, COUNTER_BYTES, NO_WEIGHT, type Weight } from "./commit_limits.ts";

/** Deno KV's limits on one key and one value, in bytes. */
const MAX_KEY_BYTES = 2_048;
const MAX_VALUE_BYTES = 65_536;

/** The lifetime of an entry in the change log. Processes that follow the log read it several times a second. */
const CHANGE_LOG_TTL = 60 * 60 * 1_000;

/** A staged mutation. It becomes part of the operation without another copy. */
export type Write =
  & (
    | { type: "set"; value: EncodedValue; expireIn: number | undefined }
    | { type: "delete"; value: null }
  )
  & {
    readonly identity: string;
    readonly key: Key;
    /** The number of the rule that staged it. */
    readonly rule: number;
  };

interface Sum {
  readonly key: Key;
  readonly amount: number;
}

/** The previous item at a place of the draft; undefined for none. */
interface UndoEntry {
  readonly place: Map<string, unknown>;
  readonly identity: string;
  readonly before: unknown;
}

/**
 * The content of a commit in preparation: what its rules have read, which the commit checks, and what they have staged.
 * Rules draft one after another, and the draft of the current one can be rolled back. Keys are compared by identity.
 */
export class CommitDraft {
  readonly #reads = new Map<string, Entry>();
  readonly #writes = new Map<string, Write>();
  readonly #sums = new Map<string, Sum>();
  readonly #changes = new Map<string, Change>();
  readonly #deltas = new Map<string, DeltaEntry>();
  readonly #facts = new Map<string, Fact>();
  #weight: Weight = { ...NO_WEIGHT };
  /** The number of the current rule, the items that it replaced, and the weight before it. */
  #rule = 0;
  #replaced: UndoEntry[] = [];
  #weightBefore: Weight = NO_WEIGHT;

  /** The weight of the commit, as Deno KV computes it. */
  get weight(): Readonly<Weight> {
    return this.#weight;
  }

  /** True if a commit is not needed: nothing is written, and the reads need not be from the same moment. */
  get isNoop(): boolean {
    const writes = this.#writes.size + this.#sums.size + this.#changes.size + this.#deltas.size + this.#facts.size;
    return this.#reads.size <= 1 && writes === 0;
  }

  /** Starts the draft of the next rule. */
  startRule(): void {
    this.#rule += 1;
    this.#replaced = [];
    this.#weightBefore = { ...this.#weight };
  }

  /** Rolls back the draft of the current rule. */
  rollBack(): void {
    for (const { place, identity, before } of this.#replaced.reverse()) {
      if (before === undefined) place.delete(identity);
      else place.set(identity, before);
    }
    this.#replaced = [];
    this.#weight = { ...this.#weightBefore };
  }

  /** Returns the staged write at a key; undefined if there is none. */
  getWrite(identity: string): Write | undefined {
    return this.#writes.get(identity);
  }

  isFromCurrentRule({ rule }: Write): boolean {
    return rule === this.#rule;
  }

  /** Adds an entry that must not have changed by the time of the commit. */
  recordRead(identity: string, entry: Entry): void {
    if (!this.#reads.has(identity)) {
      this.#weight.checks += 1;
      this.#weight.bytes += measureKey(entry.key) + COUNTER_BYTES;
    }
    this.#put(this.#reads, identity, entry);
  }

  /** Stages a copy of the value, so that later changes to it have no effect. */
  set(key: Key, value: unknown, expireIn?: number): void {
    if (expireIn !== undefined && !(expireIn > 0)) throw new RangeError(`A value cannot expire in ${expireIn} ms`);
    const copy = EncodedValue.from(value);
    if (copy.bytes.length > MAX_VALUE_BYTES) throw createValueTooLongError(copy.bytes.length);
    this.#write(key, copy, expireIn);
  }

  delete(key: Key): void {
    this.#write(key, null, undefined);
  }

  add(key: Key, amount: number): void {
    const identity = toKeyIdentity(key);
    if (!isCounterKey(key)) throw new TypeError(`Cannot add to ${identity}: it is not a counter`);
    if (!Number.isSafeInteger(amount)) throw new RangeError(`Cannot add ${amount} to a counter`);
    const before = this.#sums.get(identity);
    if (before === undefined) this.#weighKey(measureKey(key), COUNTER_BYTES);
    this.#put(this.#sums, identity, { key, amount: (before?.amount ?? 0) + amount });
  }

  changeIndex(ticket: number, changes: readonly TermChange[]): void {
    for (const entry of toDeltaEntries(ticket, changes)) {
      this.#weighDelta(entry.size);
      this.#put(this.#deltas, String(this.#deltas.size), entry);
    }
  }

  /** Adds up the facts of the same hour and groups: tickets that change together often have both in common. */
  recordFacts(facts: readonly Fact[]): void {
    for (const fact of facts) {
      const identity = `${fact.hour} ${fact.groups.join("\n")}`;
      const before = this.#facts.get(identity);
      const after = before === undefined ? fact : addFacts(before, fact);
      this.#weighDelta(measureFact(after) - (before === undefined ? 0 : measureFact(before)));
      this.#put(this.#facts, identity, after);
    }
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
   * Builds the operation to commit, with all changes as one entry of the change log. Writes are sorted by key: SQLite then
   * finds and writes fewer pages. Counters come first, because Deno KV keeps the mutations before one that fails.
   */
  toOperation(): AtomicOperation {
    const mutations: Mutation[] = [];
    for (const { key, amount } of this.#sums.values()) {
      if (amount !== 0) mutations.push({ type: "add", key, amount: toUint64(amount) });
    }
    mutations.push(...[...this.#writes.values()].sort((one, other) => one.identity < other.identity ? -1 : 1));
    if (this.#changes.size > 0) {
      const value = [...this.#changes.values()];
      mutations.push({ type: "append", prefix: keys.changes, value, expireIn: CHANGE_LOG_TTL });
    }
    for (const [part, value] of packDeltas(this.#listDeltas()).entries()) {
      mutations.push({ type: "append", prefix: keys.delta(part), value });
    }
    return { checks: [...this.#reads.values()], mutations };
  }

  *#listDeltas(): Generator<DeltaEntry> {
    yield* this.#deltas.values();
    for (const fact of this.#facts.values()) yield toFactEntry(fact);
  }

  #weighDelta(size: number): void {
    // Each part of the deltas has a separate key.
    if (this.#weight.deltaBytes % PART_BYTES + size > PART_BYTES || this.#weight.deltaBytes === 0) {
      this.#weighKey(CHANGE_KEY_BYTES);
    }
    this.#weight.deltaBytes += size;
    this.#weight.bytes += size;
  }

  #write(key: Key, value: EncodedValue | null, expireIn: number | undefined): void {
    const identity = toKeyIdentity(key);
    const size = measureWritableKey(key, identity);
    const before = this.#writes.get(identity);
    if (before === undefined) this.#weighKey(size);
    this.#weight.bytes += getLength(value) - getLength(before?.value);
    const rule = this.#rule;
    const write: Write = value === null
      ? { type: "delete", value, identity, key, rule }
      : { type: "set", value, expireIn, identity, key, rule };
    this.#put(this.#writes, identity, write);
  }

  /** Adds the weight of a written key, which Deno KV counts twice, and of a value of fixed size. */
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

function measureWritableKey(key: Key, identity: string): number {
  if (isCounterKey(key)) throw new TypeError(`Cannot set ${identity}: it is a counter`);
  const size = measureKey(key);
  if (size <= MAX_KEY_BYTES) return size;
  throw new RangeError(`The key ${identity.slice(0, 100)}… is too long (limit ${MAX_KEY_BYTES} bytes)`);
}

function createValueTooLongError(size: number): DeskError {
  const measure = `${size} bytes (limit ${MAX_VALUE_BYTES})`;
  return new DeskError("invalid", `The text is too long to store: ${measure}. Shorten it.`, {
    reasons: [{ code: "change_too_large" }],
  });
}

/** Converts a negative amount to the 64-bit number that has the same effect, because sums wrap. */
function toUint64(amount: number): bigint {
  return BigInt.asUintN(64, BigInt(amount));
}
