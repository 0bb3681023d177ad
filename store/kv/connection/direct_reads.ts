import { setImmediate } from "node:timers";
import {
  type Entries,
  type Entry,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../port/mod.ts";
import { type EntryReader, FileReader } from "../rows/mod.ts";
import type { StoreIdentity } from "../file/mod.ts";

/** The first reads of a process, which Deno KV does: opening the file again takes as long as some of them. */
const FIRST_READS = 40;

/** Reads do not wait, so other work gets its turn after this many milliseconds of them. */
const SLICE = 5;

/** The entries that Deno KV reads together by default. */
const BATCH_SIZE = 100;

/** The entries that are searched for a text together. */
const SEARCHED_TOGETHER = 5_000;

/** The lowest part that a key can continue with. */
const LOWEST_PART = new Uint8Array();

/** Reads the file of a store in this thread, once a process reads much. What fails, Deno KV reads. */
export class DirectReads extends StoreDecorator {
  readonly #open: () => Promise<EntryReader | null>;
  #file: EntryReader | null = null;
  #opening: Promise<EntryReader | null> | null = null;
  #reads = 0;
  #isClosed = false;
  /** The time at which other work had its last turn. */
  #turn = 0;

  /**
   * @param inner Reads with Deno KV.
   * @param open Opens the file; null if its path no longer names the file that is open.
   */
  constructor(inner: KeyValueStore, open: () => Promise<EntryReader | null>) {
    super(inner);
    this.#open = open;
  }

  override async get<T>(key: Key): Promise<Entry<T>> {
    const file = this.#file ?? this.#countRead();
    if (file === null) return await this.inner.get<T>(key);
    if (this.#isOtherTurn()) await this.#waitForTurn();
    return attempt(() => file.get<T>(key)) ?? await this.inner.get<T>(key);
  }

  override async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const file = this.#file ?? this.#countRead();
    if (file === null) return await this.inner.getMany<T>(keys);
    if (this.#isOtherTurn()) await this.#waitForTurn();
    return attempt(() => file.getMany<T>(keys)) ?? await this.inner.getMany<T>(keys);
  }

  override list<T>(range: KeyRange, options: ListOptions = {}): AsyncIterable<ListedEntry<T>> {
    const { containing, reverse, limit } = options;
    if (containing !== undefined && reverse !== true && limit === undefined) {
      return this.#listContaining<T>(range, containing);
    }
    const file = this.#file ?? this.#countRead();
    return file === null ? this.inner.list<T>(range, options) : this.#list<T>(file, range, options);
  }

  override [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#file?.[Symbol.dispose](); // the last connection must be able to write
    this.#file = null;
    super[Symbol.dispose]();
  }

  async *#list<T>(file: EntryReader, range: KeyRange, options: ListOptions): AsyncGenerator<ListedEntry<T>> {
    const { reverse = false, batchSize = BATCH_SIZE } = options;
    let rest = range;
    for (let left = options.limit ?? Infinity; left > 0;) {
      if (this.#isOtherTurn()) await this.#waitForTurn();
      const size = Math.min(left, batchSize);
      const batch = attempt(() => file.list<T>(rest, size, reverse));
      if (batch === null) {
        return yield* this.inner.list<T>(rest, { ...options, ...left !== Infinity && { limit: left } });
      }
      yield* batch;
      if (batch.length < size) return;
      rest = continueAfter(rest, batch.at(-1)!.key, reverse);
      left -= batch.length;
    }
  }

  /** Opens the file for it: Deno KV would read every value. */
  async *#listContaining<T>(range: KeyRange, text: string): AsyncGenerator<ListedEntry<T>> {
    const file = this.#file ?? await this.#openFile();
    if (file === null) return yield* this.inner.list<T>(range);
    let rest = range;
    for (;;) {
      if (this.#isOtherTurn()) await this.#waitForTurn();
      const found = attempt(() => file.listContaining<T>(rest, text, SEARCHED_TOGETHER));
      if (found === null) return yield* this.inner.list<T>(rest);
      yield* found.entries;
      if (found.next === null) return;
      rest = "end" in rest ? { start: found.next, end: rest.end } : { prefix: rest.prefix, start: found.next };
    }
  }

  #isOtherTurn(): boolean {
    return performance.now() - this.#turn >= SLICE;
  }

  async #waitForTurn(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(() => resolve()));
    this.#turn = performance.now();
  }

  /** Opens the file beside the read that makes many of them. */
  #countRead(): null {
    if (this.#reads++ === FIRST_READS) this.#openFile();
    return null;
  }

  /** Opens the file once. Returns null if it cannot be opened. */
  #openFile(): Promise<EntryReader | null> {
    return this.#opening ??= this.#open().then((file) => {
      if (this.#isClosed) file?.[Symbol.dispose]();
      return this.#file = this.#isClosed ? null : file;
    }, () => null);
  }
}

/** Returns null if SQLite is busy, or the file is damaged: Deno KV waits, or has a message. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function continueAfter(range: KeyRange, last: Key, reverse: boolean): KeyRange {
  if (reverse) return "start" in range ? { start: range.start, end: last } : { prefix: range.prefix, end: last };
  const start = [...last, LOWEST_PART];
  return "end" in range ? { start, end: range.end } : { prefix: range.prefix, start };
}

/** Opens the file of a store. Returns null if it was moved, removed or replaced: Deno KV still reads the one it has. */
export async function openPresentFile(path: string, identity: StoreIdentity): Promise<EntryReader | null> {
  const file = await FileReader.open(path);
  if (identity.isPresent()) return file;
  file[Symbol.dispose]();
  return null;
}
