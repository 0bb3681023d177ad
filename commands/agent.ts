/** `support-mcp agent`: works through the tickets of a desk as a host of its servers. */

import { AgentError, RecordingEndedError, SetupError } from "../client/errors/mod.ts";
import { toPrintable } from "../base/text/printable.ts";
import { type AgentFlags, type ReplayFlags, runNew, runReplayed } from "./agent/mod.ts";
import { CommandError, type ErrorExitCode } from "./process/mod.ts";
import { openTerminal } from "./output/mod.ts";

/**
 * Runs the script or a model until the work is done or a signal arrives, then ends the servers.
 *
 * @returns The exit code; for a signal, 128 plus its number.
 * @throws {CommandError} If the run cannot start or fails, or if a repeated run differs from its recording.
 */
export async function runAgent(flags: AgentFlags | ReplayFlags): Promise<number> {
  try {
    return "replay" in flags ? await runReplayed(flags) : await runNew(flags);
  } catch (error) {
    throw error instanceof AgentError ? reportAgentError(error) : error;
  }
}

/** Writes the error's remarks to standard error; the error itself follows as the last line. */
function reportAgentError(error: AgentError): CommandError {
  const { stderr } = openTerminal().process;
  for (const remark of error.remarks) stderr.write(toPrintable(remark) + "\n");
  return new CommandError(toPrintable(error.message), getExitCode(error), { cause: error.cause });
}

function getExitCode(error: AgentError): ErrorExitCode {
  if (error instanceof SetupError) return 2;
  return error instanceof RecordingEndedError ? 3 : 1;
}
