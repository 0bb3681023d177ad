/** Runs the agent with or without a model, and records or replays the run. */

import { createMarkId } from "../../base/text/disarm_marks.ts";
import { liveEnvironment } from "../../client/environment/mod.ts";
import type { Protocol } from "../../client/options/mod.ts";
import type { AgentRun } from "./agent_run.ts";
import { assertFolders } from "./assert_folders.ts";
import type { ModelFlags } from "./run_with_model.ts";
import { runAgentWithScript } from "./run_with_script.ts";
import { resolveServers, type ServerFlags } from "./servers.ts";
import type { OutputFormat } from "./user_interface.ts";

/** Exit codes above this are 128 plus the number of a signal. */
const SIGNAL_EXIT_BASE = 128;

/** A new run. */
export interface AgentFlags {
  /** This program's own two servers if there are none. */
  servers: ServerFlags;
  protocol: Protocol;
  /** Undefined for the script, which needs no model. */
  model: ModelFlags | undefined;
  interactive: boolean;
  /** The file to record the run to. */
  record: string | undefined;
}

/** A recorded run to repeat. */
export interface ReplayFlags {
  /** The file of the recording. */
  replay: string;
  output: OutputFormat;
}

/**
 * Runs the agent until its work is done or a signal arrives.
 *
 * @returns The exit code; for a signal, 128 plus its number.
 * @throws {AgentError} If the setup is wrong, a server or the model fails, or the script's call is rejected.
 */
export async function runNew({ servers, protocol, model, interactive, record }: AgentFlags): Promise<number> {
  await assertFolders(model?.roots ?? []);
  const run: AgentRun = {
    servers: await resolveServers(servers),
    protocol,
    interactive,
    readsSubjects: true,
    markId: createMarkId(),
    environment: liveEnvironment,
    diverged: new AbortController().signal,
  };
  if (record === undefined) return await runWorker(run, model);
  const { startRecording } = await import("./recording.ts");
  using recorder = await startRecording(record, run, model);
  const code = await runWorker({ ...run, environment: recorder }, model);
  if (code > SIGNAL_EXIT_BASE) recorder.stopped();
  return code;
}

/**
 * Repeats a recorded run without its servers and models.
 *
 * @throws {AgentError} If the run diverges from its recording, or outlasts it.
 */
export async function runReplayed({ replay: file, output }: ReplayFlags): Promise<number> {
  const { openReplay } = await import("./recording.ts");
  const { replay, run, model } = await openReplay(file, output);
  let code;
  try {
    code = await runWorker(run, model);
  } catch (error) {
    replay.failed.throwIfAborted(); // the divergence is the cause of later errors
    throw error;
  }
  if (code === 0) replay.assertComplete();
  return code;
}

async function runWorker(run: AgentRun, model: ModelFlags | undefined): Promise<number> {
  if (model === undefined) return await runAgentWithScript(run);
  const { runAgentWithModel } = await import("./run_with_model.ts");
  return await runAgentWithModel(run, model);
}
