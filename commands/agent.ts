/** What `support-mcp agent` does: works through a desk's tickets as a host of its servers. */

import { AgentError, RecordingEndedError, SetupError } from "../client/errors/mod.ts";
import { liveEnvironment } from "../client/environment/mod.ts";
import type { Protocol } from "../client/options/mod.ts";
import { toPrintable } from "../base/printable.ts";
import type { AgentRun } from "./agent/agent_run.ts";
import { assertFolders } from "./agent/assert_folders.ts";
import { resolveServers, type ServerFlags } from "./agent/servers.ts";
import type { OutputFormat } from "./agent/user_interface.ts";
import { runAgentWithScript } from "./agent/run_with_script.ts";
import type { ModelFlags } from "./agent/run_with_model.ts";
import { CommandError, type ErrorExitCode } from "./command_error.ts";
import { openTerminal } from "./terminal.ts";

/** Exit codes above this are those of a signal (128 and its number). */
const SIGNAL_EXIT_BASE = 128;

/** A new run. */
export interface AgentFlags {
  /** When there are none, this program's own two. */
  servers: ServerFlags;
  protocol: Protocol;
  /** Undefined: no model works, but the script. */
  model: ModelFlags | undefined;
  interactive: boolean;
  /** The file to record the run in. */
  record: string | undefined;
}

/** A recorded run, once more. */
export interface ReplayFlags {
  /** The recording. */
  replay: string;
  output: OutputFormat;
}

/**
 * Works through the script, or has a model work, until that is done or a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {CommandError} When what was asked for can't be done, a server or the model fails, a tool of the script refuses,
 * or a replayed run departs from its recording, or comes to the end of one that broke off.
 */
export async function runAgent(flags: AgentFlags | ReplayFlags): Promise<number> {
  try {
    return "replay" in flags ? await replayRun(flags) : await runFresh(flags);
  } catch (error) {
    throw error instanceof AgentError ? reportAgentError(error) : error;
  }
}

async function runFresh({ servers, protocol, model, interactive, record }: AgentFlags): Promise<number> {
  await assertFolders(model?.roots ?? []);
  const departed = new AbortController().signal;
  const run: AgentRun = {
    servers: await resolveServers(servers),
    protocol,
    interactive,
    outside: liveEnvironment,
    diverged: departed,
  };
  if (record === undefined) return await runWorker(run, model);
  const { startRecording } = await import("./agent/recording.ts");
  using recorder = await startRecording(record, run, model);
  const code = await runWorker({ ...run, outside: recorder }, model);
  if (code > SIGNAL_EXIT_BASE) recorder.stopped();
  return code;
}

async function replayRun({ replay: file, output }: ReplayFlags): Promise<number> {
  const { openReplay } = await import("./agent/recording.ts");
  const { replay, run, model } = await openReplay(file, output);
  let code;
  try {
    code = await runWorker(run, model);
  } catch (error) {
    replay.failed.throwIfAborted(); // what fails afterwards fails because of that
    throw error;
  }
  if (code === 0) replay.assertComplete();
  return code;
}

async function runWorker(run: AgentRun, model: ModelFlags | undefined): Promise<number> {
  if (model === undefined) return await runAgentWithScript(run);
  const { runAgentWithModel } = await import("./agent/run_with_model.ts");
  return await runAgentWithModel(run, model);
}

/** Writes what else is known of the failure to standard error; the failure itself is the line after it. */
function reportAgentError(failure: AgentError): CommandError {
  const { stderr } = openTerminal().process;
  for (const remark of failure.remarks) stderr.write(toPrintable(remark) + "\n");
  return new CommandError(toPrintable(failure.message), getExitCode(failure), { cause: failure.cause });
}

function getExitCode(failure: AgentError): ErrorExitCode {
  if (failure instanceof SetupError) return 2;
  return failure instanceof RecordingEndedError ? 3 : 1;
}
