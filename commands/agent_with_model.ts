/** `support-mcp agent --model`: gives a model the desk, and a person the last word. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Root } from "@modelcontextprotocol/client";
import { AgentFailure } from "../client/agent_failure.ts";
import { DemoStore } from "../client/demo_store.ts";
import type { ApprovalPolicy } from "../client/loop/approval_policy.ts";
import type { Limits } from "../client/loop/budget.ts";
import type { EndReport } from "../client/loop/end_report.ts";
import { DEFAULT_TASK } from "../client/loop/instructions.ts";
import { runModelAgent } from "../client/loop/model_agent.ts";
import { openModels } from "../client/models/open_models.ts";
import { ownServers } from "../client/own_servers.ts";
import type { ServerSource } from "../client/server_source.ts";
import type { AgentRun } from "./agent_run.ts";
import { type Output, stageFor } from "./agent_stage.ts";
import { type Interruption, listenForInterruption } from "./interruption.ts";
import { exitCodeOf } from "./termination.ts";
import { version } from "./version.ts";

/** What only an agent with a model can be asked for. */
export interface ModelFlags {
  /** Each `PROVIDER:NAME`; at least one. */
  models: readonly string[];
  baseUrl: string | undefined;
  /** What there is to do; the open queue when left out. */
  task: string | undefined;
  askBefore: ApprovalPolicy;
  limits: Limits;
  /** The folders that servers may work in. */
  roots: readonly string[];
  output: Output;
  /** The store of this program's own servers. */
  db: string | undefined;
  /** Work on a store with two tickets that is gone afterwards. */
  demo: boolean;
}

const STOPPING = "Stopping after what is under way. Ctrl-C once more ends it at once.";
const NOBODY = "Nobody is at a terminal to say yes, so tools that need one are not used (see --ask-before).";

/**
 * Has a model work through the task.
 *
 * @returns The exit code.
 * @throws {AgentFailure} When it can't begin, or ends before the task is done.
 */
export async function runAgentWithModel(
  { servers: given, protocol, interactive, outside, departed }: AgentRun,
  flags: ModelFlags,
): Promise<number> {
  const { askBefore: policy, limits, task = DEFAULT_TASK } = flags;
  const models = await outside.models(flags.models, () => openModels(flags.models, Deno.env.toObject(), flags.baseUrl));
  const interruption = listenForInterruption(() => stage.remark(STOPPING));
  const { stop, abort } = interruption;
  using stage = stageFor({ output: flags.output, interactive, outside, stop });
  await using store = flags.demo ? await DemoStore.create() : undefined;
  const sources = given.length > 0 ? given : ownServersOn(store?.file ?? flags.db, flags.demo);
  const servers = sources.map((source) => outside.server(source));
  if (stage.person === undefined && policy !== "nothing") stage.remark(NOBODY);
  const session = { models, task, servers, protocol, version, policy, limits, roots: flags.roots.map(rootAt) };
  return await ended(
    runModelAgent({ ...session, ...stage, stop, abort: AbortSignal.any([abort, departed]) }),
    interruption,
  );
}

function ownServersOn(db: string | undefined, demo: boolean): ServerSource[] {
  return ownServers([...demo ? ["--demo"] : [], ...db === undefined ? [] : ["--db", db]]);
}

function rootAt(folder: string): Root {
  return { uri: pathToFileURL(resolve(folder)).href };
}

/** @throws {AgentFailure} When something other than the model or a person ended the run. */
async function ended(run: Promise<EndReport>, { abort, signal }: Interruption): Promise<number> {
  let report: EndReport;
  try {
    report = await run;
  } catch (error) {
    if (!abort.aborted) throw error; // what fails afterwards fails because of the end
    return exitCodeOf(signal()!);
  }
  const { reason, message } = report;
  if (reason === "stopped") return exitCodeOf(signal()!);
  if (reason !== "finished") throw new AgentFailure(message);
  return 0;
}
