/** Looks for changes from time to time: hosts report none. */

/** The part of the page that matters here. */
export interface Visibility {
  isVisible(): boolean;
  /** Calls `listener` when the page is shown or hidden. */
  onChange(listener: () => void): void;
}

/** Calls its listeners in intervals, when the page is shown again, and after writes. */
export class Followers {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param interval In milliseconds. */
  constructor(private readonly visibility: Visibility, private readonly interval: number) {
    visibility.onChange(() => this.notify());
  }

  /** @returns A function that ends this. */
  add(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    this.#timer ??= setInterval(() => this.notify(), this.interval);
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  /** Calls the listeners, if anyone looks at the page. */
  notify(): void {
    if (!this.visibility.isVisible()) return;
    for (const listener of [...this.#listeners]) listener();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
