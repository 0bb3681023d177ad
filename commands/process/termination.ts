/** The signals that ask a process to exit. Windows has no SIGTERM. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Waits for the first signal that asks this process to exit. Later ones are ignored. */
export function waitForTermination(): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) Deno.addSignalListener(signal, () => resolve(signal));
  });
}

/** Creates a signal that is aborted by the first termination signal, with that as its reason. */
export function createTerminationSignal(): AbortSignal {
  const ending = new AbortController();
  waitForTermination().then((signal) => ending.abort(signal));
  return ending.signal;
}

/** Returns the exit code that shells give to a process ended by a signal. */
export function toExitCode(signal: Deno.Signal): number {
  return EXIT_CODES[signal] ?? 1;
}

const EXIT_CODES: Partial<Record<Deno.Signal, number>> = { SIGHUP: 129, SIGINT: 130, SIGBREAK: 130, SIGTERM: 143 };
