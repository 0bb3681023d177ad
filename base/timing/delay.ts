export interface DelayOptions {
  /** Ends the delay early. */
  signal?: AbortSignal;
  /** Keeps the process running until the delay is over (default: true). */
  persistent?: boolean;
}

/**
 * Waits.
 *
 * @throws The signal's reason when it is aborted.
 */
export async function delay(milliseconds: number, { signal, persistent = true }: DelayOptions = {}): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (!persistent) Deno.unrefTimer(timer);
    signal?.addEventListener("abort", end);
  });
}
