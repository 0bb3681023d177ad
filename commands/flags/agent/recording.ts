/** The flags of `support-mcp agent` that are for people at a terminal, and for recordings. */

import type { ReplayFlags } from "../../agent.ts";
import { CommandError } from "../../command_error.ts";

export interface RecordingFlagValues {
  interactive?: boolean;
  record?: string;
  replay?: string;
  json?: boolean;
  quiet?: boolean;
}

/** How a replayed run is shown; all the rest is in the recording. */
const ALLOWED_WITH_REPLAY = ["replay", "json", "quiet"];

/**
 * What to replay, and how to show it.
 *
 * @returns Undefined when nothing is to be replayed.
 * @throws {CommandError} When there are flags that contradict a replay, or each other.
 */
export function parseReplayFlags(flags: RecordingFlagValues, task: string | undefined): ReplayFlags | undefined {
  const { replay, json, quiet } = flags;
  if (replay === undefined) return undefined;
  const [other] = Object.entries(flags).filter(([name, value]) =>
    value !== undefined && !ALLOWED_WITH_REPLAY.includes(name)
  );
  if (other !== undefined || task !== undefined) {
    const what = other === undefined ? "the task" : `--${other[0]}`;
    throw new CommandError(`--replay takes all from the recording: leave ${what} out.`, 2);
  }
  if (json && quiet) throw new CommandError("--json and --quiet contradict each other: choose one.", 2);
  return { replay, output: json ? "json" : quiet ? "quiet" : "lines" };
}

const fileFlag = { kind: "parsed", parse: String, optional: true, placeholder: "FILE" } as const;

export const recordingParameters = {
  interactive: {
    kind: "boolean",
    optional: true,
    withNegated: false,
    brief: "A person at the terminal answers the servers and approves tools, in the demo too",
  },
  record: { ...fileFlag, brief: "Keep every message of the run in a new file, without secrets" },
  replay: { ...fileFlag, brief: "Do a recorded run again, without its servers and models; fail where it departs" },
} as const;
