/** The port between the desk and the database that keeps it. */

export type KeyPart = string | number | bigint | boolean | Uint8Array;

/** An ordered key. Keys sort part by part; parts sort by type, then by value. */
export type Key = readonly KeyPart[];

/** A key with its value and the version of that value; both are null when the key does not exist. */
export interface Entry<T = unknown> {
  key: Key;
  value: T | null;
  versionstamp: string | null;
}

/** An entry that exists. */
export interface ListedEntry<T = unknown> {
  key: Key;
  value: T;
  versionstamp: string;
}

/** The keys of one read, and their entries in the same order. `T` lists the types of the values. */
export type Keys<T extends readonly unknown[]> = readonly [...{ [Index in keyof T]: Key }];
export type Entries<T extends readonly unknown[]> = { [Index in keyof T]: Entry<T[Index]> };

/** A range of keys; `start` is part of it, `end` is not. */
export type KeyRange =
  | { prefix: Key }
  | { prefix: Key; start: Key }
  | { prefix: Key; end: Key }
  | { start: Key; end: Key };

export interface ListOptions {
  /** The maximum number of entries to list; all by default. */
  limit?: number;
  /** Lists the last key first. */
  reverse?: boolean;
  /** The entries to read per request. */
  batchSize?: number;
  /** Only the keys are wanted: values may be anything, and damaged ones do not matter. */
  keysOnly?: boolean;
  /** A text that wanted values contain. Other values may be left out, if that is faster. */
  containing?: string;
}

/** A 64-bit counter, which changes only by `add` mutations. */
export interface Counter {
  readonly value: bigint;
}

/** A condition of an atomic operation: the key is still at this version, or (null) still does not exist. */
export interface Check {
  key: Key;
  versionstamp: string | null;
}

export type Mutation =
  /** `expireIn` is in milliseconds; the database may delete the entry later than that. */
  | { type: "set"; key: Key; value: unknown; expireIn?: number | undefined }
  | { type: "delete"; key: Key }
  /** Adds to a counter; the sum wraps at 2^64. */
  | { type: "add"; key: Key; amount: bigint }
  /** Sets the key that continues `prefix` with the versionstamp of the commit. */
  | { type: "append"; prefix: Key; value: unknown; expireIn?: number | undefined };

/** Mutations that are committed together, provided that every check passes. */
export interface AtomicOperation {
  checks: readonly Check[];
  mutations: readonly Mutation[];
}

/** The result of a commit; not `ok` when a check failed and nothing was written. */
export type CommitResult = { ok: true; versionstamp: string } | { ok: false };

/** An ordered key-value store with check-and-set commits. */
export interface KeyValueStore extends Disposable {
  get<T>(key: Key): Promise<Entry<T>>;
  /** Reads up to ten keys from one snapshot. */
  getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>>;
  /** Lists a range; each batch comes from one snapshot. */
  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>>;
  /** Commits durably, or not at all. */
  commit(operation: AtomicOperation): Promise<CommitResult>;
}
