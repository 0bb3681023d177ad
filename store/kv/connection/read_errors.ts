import { requireForm } from "../forms/mod.ts";
import {
  type Entries,
  type Entry,
  interceptList,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../port/mod.ts";
import { toReadError } from "./store_errors.ts";

/**
 * Reports failed reads and damaged entries as a {@linkcode DeskError} `unavailable`. Commits fail with the original error: only their caller
 * knows the consequence for the change.
 */
export class ReadErrors extends StoreDecorator {
  readonly #location: string;

  /** @param location The name of the store in messages. */
  constructor(inner: KeyValueStore, location: string) {
    super(inner);
    this.#location = location;
  }

  override get<T>(key: Key): Promise<Entry<T>> {
    return this.#read(() => super.get<T>(key), requirePresentForm);
  }

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return this.#read(() => super.getMany<T>(keys), requireForms);
  }

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    const check = options?.keysOnly === true ? requireNothing : requireNextForm;
    return interceptList(super.list<T>(range, options), (next) => this.#read(next, check));
  }

  async #read<T>(read: () => Promise<T>, check: (result: T) => void): Promise<T> {
    try {
      const result = await read();
      check(result);
      return result;
    } catch (error) {
      throw toReadError(this.#location, error);
    }
  }
}

function requireNothing(): void {}

function requirePresentForm(entry: Entry): void {
  if (entry.versionstamp !== null) requireForm(entry);
}

function requireForms(entries: readonly Entry[]): void {
  for (const entry of entries) requirePresentForm(entry);
}

function requireNextForm({ done, value }: IteratorResult<ListedEntry>): void {
  if (!done) requireForm(value);
}
