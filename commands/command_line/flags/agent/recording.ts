/** The flags of `support-mcp agent` for recordings. */

import type { ReplayFlags } from "../../../agent/mod.ts";
import { CommandError } from "../../../process/mod.ts";
import { textFlag } from "../parameters.ts";

export interface RecordingFlagValues {
  interactive?: boolean;
  record?: string;
  replay?: string;
  json?: boolean;
  quiet?: boolean;
}

/** The flags that choose how a repeated run is shown. Everything else is in the recording. */
const ALLOWED_WITH_REPLAY = ["replay", "json", "quiet"];

/**
 * Reads the recording to run again, and how to show it.
 *
 * @returns Undefined without `--replay`.
 * @throws {CommandError} If flags contradict it, or each other.
 */
export function parseReplayFlags(flags: RecordingFlagValues, task: string | undefined): ReplayFlags | undefined {
  const { replay, json, quiet } = flags;
  if (replay === undefined) return undefined;
  const [other] = Object.entries(flags).filter(([name, value]) =>
    value !== undefined && !ALLOWED_WITH_REPLAY.includes(name)
  );
  if (other !== undefined || task !== undefined) {
    const name = other === undefined ? "TASK" : `--${other[0]}`;
    throw new CommandError(`${name} cannot be combined with --replay, which takes it from the recording. Omit it.`, 2);
  }
  if (json && quiet) throw new CommandError("--json and --quiet cannot be combined. Use one of them.", 2);
  return { replay, output: json ? "json" : quiet ? "quiet" : "lines" };
}

const RECORDING = { section: "RECORDING FLAGS" };

export const recordingParameters = {
  record: textFlag("FILE", "Record every message to this new file, without secrets", RECORDING),
  replay: textFlag(
    "FILE",
    "Run the agent again on a recording, without servers and models, and fail where the run differs",
    RECORDING,
  ),
};
