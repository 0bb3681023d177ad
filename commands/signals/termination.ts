/** What an operating system sends to a process that should end. Windows knows no SIGTERM. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** Settles with the first signal that asks this process to end; further ones are ignored, for it is ending. */
export function waitForTermination(): Promise<Deno.Signal> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) Deno.addSignalListener(signal, () => resolve(signal));
  });
}

/** Is aborted by the first such signal, which is its reason. */
export function createTerminationSignal(): AbortSignal {
  const ending = new AbortController();
  waitForTermination().then((signal) => ending.abort(signal));
  return ending.signal;
}

/** What a shell gives as the exit code of a process that a signal ended. */
export function toExitCode(signal: Deno.Signal): number {
  return EXIT_CODES[signal] ?? 1;
}

const EXIT_CODES: Partial<Record<Deno.Signal, number>> = { SIGHUP: 129, SIGINT: 130, SIGBREAK: 130, SIGTERM: 143 };
