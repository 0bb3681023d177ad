import { delay } from "../../base/timing/delay.ts";
import type { AgentView } from "../agent/views/mod.ts";
import type { Model } from "../models/mod.ts";
import type { ServerSource } from "../configuration/mod.ts";
import type { Terminal } from "../terminal/dialog/mod.ts";

/** The outside world of a run: live, recorded, or replayed from a recording. */
export interface RunEnvironment {
  server(source: ServerSource): ServerSource;
  /**
   * Opens the models.
   *
   * @param ids Each `PROVIDER:NAME`.
   * @param open Opens the real models.
   */
  models(ids: readonly string[], open: () => Promise<readonly Model[]>): Promise<readonly Model[]>;
  /** @param terminal Null if no person is at a terminal. */
  terminal(terminal: Terminal | null): Terminal | null;
  view(view: AgentView): AgentView;
  /** @param print Prints lines of text, without the last line feed. */
  print(print: (text: string) => void): (text: string) => void;
  /**
   * Waits before a retry.
   *
   * @param seconds The delay.
   * @throws The signal's reason as soon as it is aborted.
   */
  pause(seconds: number, signal: AbortSignal): Promise<void>;
}

/** The real servers, models, terminal and time. */
export const liveEnvironment: RunEnvironment = {
  server: (source) => source,
  models: (_ids, open) => open(),
  terminal: (terminal) => terminal,
  view: (view) => view,
  print: (print) => print,
  pause: (seconds, signal) => delay(seconds * 1_000, { signal }),
};
