import type { RunEnvironment } from "../../client/environment/mod.ts";
import type { Protocol } from "../../client/options/mod.ts";
import type { ServerSource } from "../../client/configuration/mod.ts";

/** How the agent runs, whoever does the work. */
export interface AgentRun {
  /** When there are none, this program's own two. */
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** A person answers and approves what the script leaves to nobody, and sees what servers ask of a model. */
  interactive: boolean;
  outside: RunEnvironment;
  /** Aborted when the run departs from the recording that it replays. */
  diverged: AbortSignal;
}
