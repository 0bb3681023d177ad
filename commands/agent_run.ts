import type { Outside } from "../client/outside.ts";
import type { Protocol } from "../client/protocol.ts";
import type { ServerSource } from "../client/server_source.ts";

/** How the agent runs, whoever does the work. */
export interface AgentRun {
  /** When there are none, this program's own two. */
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** A person answers and approves what the script leaves to nobody, and sees what servers ask of a model. */
  interactive: boolean;
  outside: Outside;
  /** Aborted when the run departs from the recording that it replays. */
  departed: AbortSignal;
}
