import { AgentError } from "../../errors/agent_error.ts";
import type { Entry } from "../format/entries.ts";

/** How a recorded run ended: as runs do; because somebody stopped it, or its time was over; or nobody knows how. */
export type RunEnd = "finished" | "stopped" | "broken off";

/** A replay has come to the end of a recording whose run ended early: it has done all that there is, and can't go on. */
export class RecordingEndedError extends AgentError {
  override name = "RecordingOver";

  constructor(end: Exclude<RunEnd, "finished">) {
    const happened = end === "stopped" ? "was stopped" : "broke off";
    super(`The recording ends here, for its run ${happened}: everything up to here was done again, and was the same.`);
  }
}

/** How the run of a recording ended. */
export function getRunEnd(entries: readonly Entry[]): RunEnd {
  const last = entries.at(-1);
  if (last?.kind !== "end") return "broken off";
  return last.stopped || entries.some(isStopEvent) ? "stopped" : "finished";
}

function isStopEvent(entry: Entry): boolean {
  if (entry.kind !== "event" || entry.event.type !== "end") return false;
  const { reason } = entry.event.report as { reason?: unknown };
  return reason === "stopped" || reason === "time";
}
