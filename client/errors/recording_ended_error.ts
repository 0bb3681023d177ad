import { AgentError } from "./agent_error.ts";

/** The end of a recorded run: complete, stopped by a person or a time limit, or broken off without an end entry. */
export type RunEnd = "finished" | "stopped" | "broken off";

/** A replay reached the end of a recording that ended early, so it cannot continue. */
export class RecordingEndedError extends AgentError {
  override name = "RecordingEndedError";

  constructor(end: Exclude<RunEnd, "finished">) {
    const happened = end === "stopped" ? "was stopped" : "was interrupted";
    super(`The recording ends here because its run ${happened}. Up to this point the replay matched it.`);
  }
}
