/** What `support-mcp agent` does: works through a desk's tickets as a host of its servers. */

import { AgentFailure } from "../client/agent_failure.ts";
import { asItIs } from "../client/outside.ts";
import type { Protocol } from "../client/protocol.ts";
import { RecordingOver } from "../client/recording/recording_over.ts";
import { SetUpFailure } from "../client/set_up_failure.ts";
import { visible } from "../client/visible.ts";
import type { AgentRun } from "./agent_run.ts";
import { assertFolders } from "./assert_folders.ts";
import { type ServerFlags, serversOf } from "./agent_servers.ts";
import type { Output } from "./agent_stage.ts";
import { runAgentWithScript } from "./agent_with_script.ts";
import type { ModelFlags } from "./agent_with_model.ts";
import { Failure, type FailureCode } from "./failure.ts";
import { terminal } from "./terminal.ts";

/** Exit codes above this are those of a signal (128 and its number). */
const ENDED_BY_SIGNAL = 128;

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
  output: Output;
}

/**
 * Works through the script, or has a model work, until that is done or a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {Failure} When what was asked for can't be done, a server or the model fails, a tool of the script refuses,
 * or a replayed run departs from its recording, or comes to the end of one that broke off.
 */
export async function runAgent(flags: AgentFlags | ReplayFlags): Promise<number> {
  try {
    return "replay" in flags ? await replayed(flags) : await run(flags);
  } catch (error) {
    throw error instanceof AgentFailure ? reported(error) : error;
  }
}

async function run({ servers, protocol, model, interactive, record }: AgentFlags): Promise<number> {
  await assertFolders(model?.roots ?? []);
  const departed = new AbortController().signal;
  const run: AgentRun = { servers: await serversOf(servers), protocol, interactive, outside: asItIs, departed };
  if (record === undefined) return await work(run, model);
  const { startRecording } = await import("./agent_recording.ts");
  using recorder = await startRecording(record, run, model);
  const code = await work({ ...run, outside: recorder }, model);
  if (code > ENDED_BY_SIGNAL) recorder.stopped();
  return code;
}

async function replayed({ replay: file, output }: ReplayFlags): Promise<number> {
  const { openReplay } = await import("./agent_recording.ts");
  const { replay, run, model } = await openReplay(file, output);
  let code;
  try {
    code = await work(run, model);
  } catch (error) {
    replay.departed.throwIfAborted(); // what fails afterwards fails because of that
    throw error;
  }
  if (code === 0) replay.finish();
  return code;
}

async function work(run: AgentRun, model: ModelFlags | undefined): Promise<number> {
  if (model === undefined) return await runAgentWithScript(run);
  const { runAgentWithModel } = await import("./agent_with_model.ts");
  return await runAgentWithModel(run, model);
}

/** Writes what else is known of the failure to standard error; the failure itself is the line after it. */
function reported(failure: AgentFailure): Failure {
  const { stderr } = terminal().process;
  for (const remark of failure.remarks) stderr.write(visible(remark) + "\n");
  return new Failure(visible(failure.message), exitCodeFor(failure), { cause: failure.cause });
}

function exitCodeFor(failure: AgentFailure): FailureCode {
  if (failure instanceof SetUpFailure) return 2;
  return failure instanceof RecordingOver ? 3 : 1;
}
