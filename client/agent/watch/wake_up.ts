/** Waits for news, and remembers news that come when nothing waits. */
export class WakeUp {
  #hasNews = false;
  #wake: (() => void) | undefined;

  /** Ends the current wait, or else the next one. */
  notify(): void {
    this.#hasNews = true;
    this.#wake?.();
  }

  /**
   * Waits for {@linkcode notify}, up to a time limit.
   *
   * @param stop Ends the wait when aborted.
   * @returns True if there were news.
   */
  async wait(milliseconds: number, stop: AbortSignal): Promise<boolean> {
    if (!this.#hasNews && !stop.aborted) await this.#sleep(milliseconds, stop);
    const hadNews = this.#hasNews;
    this.#hasNews = false;
    return hadNews;
  }

  async #sleep(milliseconds: number, stop: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop.removeEventListener("abort", end);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      stop.addEventListener("abort", end);
      this.#wake = end;
    });
  }
}
