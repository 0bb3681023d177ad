/** Interruption of long work in two steps: first a graceful stop, then an abort. */

/**
 * Ctrl+C and SIGTERM stop the work gracefully. A second signal, or a terminal that closes (SIGHUP), aborts it. Windows has
 * no SIGTERM.
 */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM"];
const ABORT_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? [] : ["SIGHUP"];

export interface Interruption {
  /** Aborted by the first signal of either kind. */
  stop: AbortSignal;
  /** Aborted when the work must end at once. */
  abort: AbortSignal;
  /** The last signal; undefined before the first. */
  signal(): Deno.Signal | undefined;
}

/**
 * Listens for signals.
 *
 * @param onStop Called when the work should stop gracefully.
 */
export function listenForInterruption(onStop: () => void): Interruption {
  const [stop, abort] = [new AbortController(), new AbortController()];
  let last: Deno.Signal | undefined;
  const end = (signal: Deno.Signal) => {
    last = signal;
    stop.abort();
    abort.abort();
  };
  const interrupt = (signal: Deno.Signal) => {
    if (stop.signal.aborted) return end(signal);
    last = signal;
    stop.abort();
    onStop();
  };
  for (const signal of STOP_SIGNALS) Deno.addSignalListener(signal, () => interrupt(signal));
  for (const signal of ABORT_SIGNALS) Deno.addSignalListener(signal, () => end(signal));
  return { stop: stop.signal, abort: abort.signal, signal: () => last };
}
