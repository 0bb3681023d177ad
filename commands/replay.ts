/** What `support-mcp replay` does: shows a recorded run again. */

import { AgentError } from "../client/errors/mod.ts";
import { type AgentView, PlainView } from "../client/agent/views/mod.ts";
import { playRecording } from "../client/recording/playback/mod.ts";
import { readRecording } from "../client/recording/format/mod.ts";
import { toPrintable } from "../base/printable.ts";
import { CommandError } from "./command_error.ts";
import { openTerminal } from "./terminal.ts";
import { createTerminationSignal, toExitCode } from "./signals/termination.ts";

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
 * @throws {CommandError} When the file is no recording.
 */
export async function runReplay({ file, speed, messages }: ReplayFlags): Promise<number> {
  const signal = createTerminationSignal();
  const { stdout } = openTerminal().process;
  const print = (text: string) => stdout.write(toPrintable(text) + "\n");
  const view: AgentView = new PlainView(print);
  try {
    await playRecording(await readRecording(file), { print, view }, { speed, messages, signal });
    return 0;
  } catch (error) {
    if (signal.aborted) return toExitCode(signal.reason);
    throw error instanceof AgentError ? new CommandError(toPrintable(error.message), 2, { cause: error }) : error;
  }
}
