/** Timers of one test file that run when the test moves the time, not when the machine has time for them. */
export class FakeTimers implements Disposable {
  readonly #real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  readonly #realNow = performance.now;
  readonly #waiting = new Map<number, { at: number; run: () => void }>();
  #now = 0;
  #started = 0;

  /**
   * Replaces the global timers until it is disposed of.
   *
   * @param shortest Shorter timers run as usual, in milliseconds.
   */
  constructor(shortest = 0) {
    const start = (run: () => void, time = 0) => {
      if (time < shortest) return this.#real.setTimeout(run, time);
      this.#waiting.set(--this.#started, { at: this.#now + time, run }); // a negative id: those of the system are positive
      return this.#started;
    };
    const stop = (id: number | undefined) => {
      if (!this.#waiting.delete(id ?? 0)) this.#real.clearTimeout(id);
    };
    Object.assign(globalThis, { setTimeout: start, clearTimeout: stop });
    performance.now = () => this.#realNow.call(performance) + this.#now;
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
    performance.now = this.#realNow;
  }
}
