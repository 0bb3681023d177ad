/** The two ways to end a long piece of work from outside. */

/** Ctrl-C stops the work in good order; once more, or any other signal, ends it at once. Windows knows no SIGTERM. */
const STOP_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGINT"];
const ABORT_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? [] : ["SIGTERM", "SIGHUP"];

export interface Interruption {
  /** Aborted by the first signal, whichever it is. */
  stop: AbortSignal;
  /** Aborted when all must end at once. */
  abort: AbortSignal;
  /** The last signal that came; undefined while none has. */
  signal(): Deno.Signal | undefined;
}

/**
 * Listens to signals from now on.
 *
 * @param onStop Is called when work is to stop in good order.
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
