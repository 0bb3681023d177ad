/** `support-mcp replay`: plays a recorded run. */

import { AgentError } from "../client/errors/mod.ts";
import { type AgentView, PlainView } from "../client/agent/views/mod.ts";
import { playRecording } from "../client/recording/playback/mod.ts";
import { readRecording } from "../client/recording/format/mod.ts";
import { toPrintable } from "../base/text/printable.ts";
import { CommandError, createTerminationSignal, toExitCode } from "./process/mod.ts";
import { openTerminal } from "./output/mod.ts";

export interface ReplayFlags {
  file: string;
  /** 1 for the run's own pace, 2 for twice that, Infinity for no pauses. */
  speed: number;
  /** Also print the messages to and from servers and models. */
  messages: boolean;
}

/**
 * Plays the run to its end or until a signal arrives.
 *
 * @returns The exit code; for a signal, 128 plus its number.
 * @throws {CommandError} If the file is not a recording.
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
