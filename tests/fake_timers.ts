/** Timers of one test file that run when the test moves the time, not when the machine has time for them. */
export class FakeTimers implements Disposable {
  readonly #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  readonly #waiting = new Map<number, { at: number; run: () => void }>();
  #now = 0;
  #started = 0;

  /** Replaces the global timers until it is disposed of. */
  constructor() {
    const start = (run: () => void, time = 0) => {
      this.#waiting.set(++this.#started, { at: this.#now + time, run });
      return this.#started;
    };
    const stop = (id: number | undefined) => void this.#waiting.delete(id ?? 0);
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
  }

  /** Moves the time forward, in milliseconds, and runs what is due. */
  advance(time: number): void {
    this.#now += time;
    for (const [id, { at, run }] of this.#waiting) {
      if (at > this.#now) continue;
      this.#waiting.delete(id);
      run();
    }
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, this.#real);
  }
}
