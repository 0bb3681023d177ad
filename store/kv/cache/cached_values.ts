import { DamagedEntryError } from "../forms/mod.ts";

/** A cached value, or the promise of one that is being loaded. A value that is being loaded has no size yet. */
interface Slot<Value> {
  value: Value | Promise<Value | null>;
  size: number | null;
}

export interface CachedValuesOptions<Value> {
  /** Loads values by name; null for a value that does not exist. */
  load: (names: readonly string[]) => Promise<(Value | null)[]>;
  /** Estimates the memory of a value, in bytes. */
  measure: (value: Value, name: string) => number;
  /** The memory limit for all values, in bytes. */
  capacity: number;
}

/**
 * A cache of stored values by name, which evicts the least recently used ones. Call `forget` as soon as a value changes in
 * the store. A value that is forgotten while it is being loaded is not kept.
 */
export class CachedValues<Value extends NonNullable<unknown>> {
  readonly #options: CachedValuesOptions<Value>;
  /** Ordered by last use. */
  readonly #slots = new Map<string, Slot<Value>>();
  readonly #wanted = new Map<string, PromiseWithResolvers<Value | null>>();
  #size = 0;

  constructor(options: CachedValuesOptions<Value>) {
    this.#options = options;
  }

  /** The memory that the values take, in bytes. */
  get size(): number {
    return this.#size;
  }

  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /** Returns a value, and loads it if needed. Values that are requested at the same time are loaded together. */
  get(name: string): Value | Promise<Value | null> {
    const slot = this.#slots.get(name);
    if (slot === undefined) return this.#fetch(name);
    this.#slots.delete(name);
    this.#slots.set(name, slot);
    return slot.value;
  }

  forget(name: string): void {
    this.#size -= this.#slots.get(name)?.size ?? 0;
    this.#slots.delete(name);
  }

  clear(): void {
    this.#slots.clear();
    this.#size = 0;
  }

  #fetch(name: string): Promise<Value | null> {
    if (this.#wanted.size === 0) queueMicrotask(() => this.#loadWanted());
    // If it was forgotten since another caller asked for it, both get what is loaded now.
    const wanted = this.#wanted.get(name) ?? Promise.withResolvers<Value | null>();
    this.#wanted.set(name, wanted);
    const slot: Slot<Value> = { value: wanted.promise, size: null };
    this.#slots.set(name, slot);
    wanted.promise.then((value) => this.#keep(name, slot, value), () => this.#keep(name, slot, null));
    return wanted.promise;
  }

  #loadWanted(): void {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    this.#load(wanted);
  }

  /** Loads values together. If one of them is damaged, it loads each alone: only that one fails. */
  async #load(wanted: readonly [name: string, PromiseWithResolvers<Value | null>][]): Promise<void> {
    try {
      const values = await this.#options.load(wanted.map(([name]) => name));
      wanted.forEach(([, { resolve }], index) => resolve(values[index] ?? null));
    } catch (error) {
      if (wanted.length === 1 || !(error instanceof DamagedEntryError)) {
        for (const [, { reject }] of wanted) reject(error);
      } else for (const each of wanted) this.#load([each]);
    }
  }

  /** Keeps a loaded value, unless it was forgotten in the meantime. */
  #keep(name: string, slot: Slot<Value>, value: Value | null): void {
    if (this.#slots.get(name) !== slot) return;
    if (value === null) return void this.#slots.delete(name);
    slot.value = value;
    slot.size = this.#options.measure(value, name);
    this.#size += slot.size;
    for (const oldest of this.#slots.keys()) {
      if (this.#size <= this.#options.capacity) return;
      this.forget(oldest);
    }
  }
}
