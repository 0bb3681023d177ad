/** Values of the store that are asked for often. */

/** A value that is there, or on its way; what is on its way has no size yet. */
interface Slot<Value> {
  value: Value | Promise<Value | null>;
  size: number | null;
}

export interface CachedValuesOptions<Value> {
  /** Reads values; null where there is none. */
  load: (names: readonly string[]) => Promise<(Value | null)[]>;
  /** About how much memory a value takes, in bytes. */
  measure: (value: Value, name: string) => number;
  /** How much memory all of them may take, in bytes: those that were used longest ago go first. */
  capacity: number;
}

/**
 * Values by their names. What changes in the store must be forgotten at once; then a value is as it was at the last look
 * or later, for one that is on its way from the store while it is forgotten isn't kept.
 */
export class CachedValues<Value extends NonNullable<unknown>> {
  readonly #options: CachedValuesOptions<Value>;
  /** In the order of their last use. */
  readonly #slots = new Map<string, Slot<Value>>();
  readonly #wanted = new Map<string, PromiseWithResolvers<Value | null>>();
  #size = 0;

  constructor(options: CachedValuesOptions<Value>) {
    this.#options = options;
  }

  /** How much memory the values take, in bytes. */
  get size(): number {
    return this.#size;
  }

  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /** The value, from the store when it isn't here; values that are asked for at the same time are read together. */
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
    const wanted = Promise.withResolvers<Value | null>();
    if (this.#wanted.size === 0) queueMicrotask(() => this.#loadWanted());
    this.#wanted.set(name, wanted);
    const slot: Slot<Value> = { value: wanted.promise, size: null };
    this.#slots.set(name, slot);
    wanted.promise.then((value) => this.#keep(name, slot, value), () => this.#keep(name, slot, null));
    return wanted.promise;
  }

  async #loadWanted(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    try {
      const values = await this.#options.load(wanted.map(([name]) => name));
      wanted.forEach(([, { resolve }], index) => resolve(values[index] ?? null));
    } catch (error) {
      for (const [, { reject }] of wanted) reject(error);
    }
  }

  /** Keeps what was read, unless it was forgotten meanwhile. */
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
