import { delay } from "../../base/delay.ts";
import type { AgentView } from "../agent/views/mod.ts";
import type { Model } from "../models/mod.ts";
import type { ServerSource } from "../configuration/mod.ts";
import type { Terminal } from "../terminal/dialog/mod.ts";

/** What a run meets with outside of itself: as it is, with somebody who takes it down, or played from a recording. */
export interface RunEnvironment {
  server(source: ServerSource): ServerSource;
  /**
   * The models.
   *
   * @param ids Each `PROVIDER:NAME`, as they were asked for.
   * @param open Opens them.
   */
  models(ids: readonly string[], open: () => Promise<readonly Model[]>): Promise<readonly Model[]>;
  /** @param terminal Null where nobody is at one. */
  terminal(terminal: Terminal | null): Terminal | null;
  view(view: AgentView): AgentView;
  /** @param print Takes lines of text, without the last line feed. */
  print(print: (text: string) => void): (text: string) => void;
  /**
   * Passes the time before something is tried again.
   *
   * @param seconds How long.
   * @throws The signal's reason, as soon as it is aborted.
   */
  pause(seconds: number, signal: AbortSignal): Promise<void>;
}

/** All as it is. */
export const liveEnvironment: RunEnvironment = {
  server: (source) => source,
  models: (_ids, open) => open(),
  terminal: (terminal) => terminal,
  view: (view) => view,
  print: (print) => print,
  pause: (seconds, signal) => delay(seconds * 1_000, { signal }),
};
