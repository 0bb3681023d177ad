import type { RunEnvironment } from "../../client/environment/mod.ts";
import type { Protocol } from "../../client/options/mod.ts";
import type { ServerSource } from "../../client/configuration/mod.ts";

/** The setup of a run, the same for a script and for a model. */
export interface AgentRun {
  /** This program's own two servers if there are none. */
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** A person at the terminal handles elicitation, approves tools and reviews sampling. */
  interactive: boolean;
  /** Read the ticket or account that a call concerns, for the person who approves it. */
  readsSubjects: boolean;
  /** The id of the marks around texts of servers. Undefined for recordings of earlier versions. */
  markId?: string | undefined;
  environment: RunEnvironment;
  /** Aborted when the run diverges from the recording that it repeats. */
  diverged: AbortSignal;
}
