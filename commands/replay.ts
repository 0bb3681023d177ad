/** What `support-mcp replay` does: shows a recorded run again. */

import { AgentFailure } from "../client/agent_failure.ts";
import type { AgentView } from "../client/loop/events.ts";
import { PlainView } from "../client/loop/plain_view.ts";
import { play } from "../client/recording/playback.ts";
import { readRecording } from "../client/recording/read_recording.ts";
import { visible } from "../client/visible.ts";
import { Failure } from "./failure.ts";
import { terminal } from "./terminal.ts";
import { exitCodeOf, termination } from "./termination.ts";

export interface ReplayFlags {
  file: string;
  /** 1 is the run's own pace, 2 twice as fast; infinite is at once. */
  speed: number;
  /** Show the messages to and from servers and models too. */
  messages: boolean;
}

/**
 * Shows the run to its end, or until a signal comes.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {Failure} When the file is no recording.
 */
export async function runReplay({ file, speed, messages }: ReplayFlags): Promise<number> {
  const signal = termination();
  const { stdout } = terminal().process;
  const print = (text: string) => stdout.write(visible(text) + "\n");
  const view: AgentView = new PlainView(print);
  try {
    await play(await readRecording(file), { print, view }, { speed, messages, signal });
    return 0;
  } catch (error) {
    if (signal.aborted) return exitCodeOf(signal.reason);
    throw error instanceof AgentFailure ? new Failure(visible(error.message), 2, { cause: error }) : error;
  }
}
