/** A part of the page that is loaded when it is first needed. */

import { signal } from "@preact/signals";

/** Loads the part, and keeps it. */
export class Later<Part> {
  /** Null until it is loaded. */
  readonly part = signal<Part | null>(null);
  /** The reason why the last attempt failed. Null during another one. */
  readonly error = signal<unknown>(null);
  #loading: Promise<void> | undefined;

  constructor(private readonly read: () => Promise<Part>) {}

  /** Creates one whose part is there already. */
  static of<Part>(part: Part): Later<Part> {
    const later = new Later<Part>(() => Promise.resolve(part as Part));
    later.part.value = part;
    return later;
  }

  /** Loads the part, unless it is there. A failure is in `error`. */
  load(): Promise<void> {
    if (this.part.value !== null) return Promise.resolve();
    return this.#loading ??= this.#load().finally(() => this.#loading = undefined);
  }

  /**
   * Runs a function of the part, and waits until it is done.
   *
   * @param onFailure Called if the part cannot be loaded.
   */
  async use(run: (part: Part) => unknown, onFailure: (error: unknown) => void): Promise<void> {
    if (this.part.value === null) await this.load();
    if (this.part.value === null) onFailure(this.error.value);
    else await run(this.part.value);
  }

  async #load(): Promise<void> {
    this.error.value = null;
    try {
      this.part.value = await this.read();
    } catch (error) {
      this.error.value = error;
    }
  }
}
