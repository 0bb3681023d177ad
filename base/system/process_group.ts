/** Groups of processes: a program and the children it has started. */

/** The platform has process groups, which can be signalled as a whole. Windows has none. */
export const HAS_PROCESS_GROUPS = Deno.build.os !== "windows";

/** Signals a program and its children, where the platform can. Does nothing when the program has exited. */
export function signalProcessGroup(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    if (HAS_PROCESS_GROUPS) Deno.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The program has exited meanwhile.
  }
}
