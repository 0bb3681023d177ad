/** `support-mcp agent --model`: lets a model work on the desk, and a person approve its changes. */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Root } from "@modelcontextprotocol/client";
import { AgentError } from "../../client/errors/mod.ts";
import { DemoStore } from "../../client/demo/mod.ts";
import type { ApprovalPolicy } from "../../client/options/mod.ts";
import { DEFAULT_TASK, type Limits, runModelAgent, WATCH_TASK, watchModelAgent } from "../../client/agent/mod.ts";
import type { AgentView, EndReport } from "../../client/agent/views/mod.ts";
import { openModels } from "../../client/models/mod.ts";
import { createOwnServers, type ServerSource } from "../../client/configuration/mod.ts";
import type { AgentRun } from "./agent_run.ts";
import { openUserInterface, type OutputFormat } from "./user_interface.ts";
import { type Interruption, listenForInterruption, toExitCode, version } from "../process/mod.ts";

/** The options of a run with a model. */
export interface ModelFlags {
  /** Each `PROVIDER:NAME`; at least one. */
  models: readonly string[];
  baseUrl: string | undefined;
  /** The open queue if undefined; with `watch`, what is new there. */
  task: string | undefined;
  /** Views by name, and URIs of resources, to watch until the run is stopped. Empty for a single run. */
  watch: readonly string[];
  askBefore: ApprovalPolicy;
  limits: Limits;
  /** The folders in which servers may work. */
  roots: readonly string[];
  output: OutputFormat;
  /** The store of this program's own servers. */
  db: string | undefined;
  /** The name under which this program's own servers make changes, and that "me" stands for. */
  user: string | undefined;
  /** Work on a temporary store with two tickets. */
  demo: boolean;
}

/** The parts of this process that a run uses. */
export interface AgentProcess {
  open?: typeof openUserInterface;
  listen?: typeof listenForInterruption;
}

const STOPPING = {
  call: "Stopping after the current call. Press Ctrl+C again to stop at once.",
  idle: "Stopping. No call is in progress.",
};
const NO_TERMINAL =
  "There is no terminal for approvals: tools that need one are not used. To use them anyway, see --ask-before and --trust.";

/**
 * Lets a model work on the task.
 *
 * @param process Replaces the user interface and the signals of this process.
 * @returns The exit code.
 * @throws {AgentError} If the run cannot start, or ends before the task is done.
 */
export async function runAgentWithModel(
  { servers: given, protocol, interactive, readsSubjects, markId, environment, diverged }: AgentRun,
  flags: ModelFlags,
  { open = openUserInterface, listen = listenForInterruption }: AgentProcess = {},
): Promise<number> {
  const { askBefore: policy, limits, watch } = flags;
  const models = await environment.models(
    flags.models,
    () => openModels(flags.models, Deno.env.toObject(), flags.baseUrl),
  );
  const calls = new Set<string>();
  const interruption = listen(() => stage.remark(calls.size > 0 ? STOPPING.call : STOPPING.idle));
  const { stop, abort } = interruption;
  using stage = open({ output: flags.output, interactive, environment, stop });
  await using store = flags.demo ? await DemoStore.create() : undefined;
  const sources = given.length > 0 ? given : getOwnServers({ ...flags, db: store?.file ?? flags.db });
  const servers = sources.map((source) => environment.server(source));
  if (stage.person === undefined && policy !== "nothing") stage.remark(NO_TERMINAL);
  const session = {
    models,
    servers,
    protocol,
    version,
    policy,
    readsSubjects,
    limits,
    roots: flags.roots.map(toRoot),
    ...stage,
    view: followCalls(stage.view, calls),
    stop,
    abort: AbortSignal.any([abort, diverged]),
  };
  const run = watch.length > 0
    ? watchModelAgent({ ...session, task: flags.task ?? WATCH_TASK, watch })
    : runModelAgent({ ...session, task: flags.task ?? DEFAULT_TASK, markId });
  return await waitForEnd(run, interruption);
}

/** Keeps the ids of the calls in progress in `calls`. */
function followCalls(view: AgentView, calls: Set<string>): AgentView {
  return {
    show(event) {
      if (event.type === "call") calls.add(event.call);
      if (event.type === "called") calls.delete(event.call);
      view.show(event);
    },
  };
}

function getOwnServers({ demo, db, user }: Pick<ModelFlags, "demo" | "db" | "user">): ServerSource[] {
  return createOwnServers([
    ...demo ? ["--demo"] : [],
    ...db === undefined ? [] : ["--db", db],
    ...user === undefined ? [] : ["--user", user],
  ]);
}

function toRoot(folder: string): Root {
  return { uri: pathToFileURL(resolve(folder)).href };
}

/** @throws {AgentError} If neither the model nor a person ended the run. */
async function waitForEnd(run: Promise<EndReport>, { abort, signal }: Interruption): Promise<number> {
  let report: EndReport;
  try {
    report = await run;
  } catch (error) {
    if (!abort.aborted) throw error; // aborting is the cause of later errors
    return toExitCode(signal()!);
  }
  const { reason, message } = report;
  if (reason === "stopped") return toExitCode(signal()!);
  if (reason !== "finished") throw new AgentError(message);
  return 0;
}
