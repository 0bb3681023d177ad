/** The agent that thinks: a model that works with servers' tools, with a person beside it or without. */

import type { Root } from "@modelcontextprotocol/client";
import type { ConnectionOptions } from "../connection/mod.ts";
import { delay } from "../../base/delay.ts";
import { type Model, RetryingModel } from "../models/mod.ts";
import type { ApprovalPolicy, Protocol } from "../options/mod.ts";
import { AgentLoop, type RunEnd } from "./agent_loop.ts";
import { type AgentServer, connectServers } from "./servers/mod.ts";
import { absentApprover, type Person } from "./approval/mod.ts";
import { Budget, type Limits } from "./budget.ts";
import { ToolExecutor } from "./tool_executor.ts";
import type { AgentView, EndReport } from "./views/mod.ts";
import { Ledger } from "./ledger.ts";
import { ModelRequestHandlers } from "./model_request_handlers.ts";
import type { ServerSource } from "../configuration/mod.ts";
import { reportRequests } from "./reported_request_handlers.ts";
import { Toolbox } from "./tools/mod.ts";

export interface ModelAgentOptions {
  /** The first does the work; the others may answer servers that would rather have them. */
  models: readonly Model[];
  task: string;
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** This program's version, for the servers to know. */
  version: string;
  policy: ApprovalPolicy;
  limits: Limits;
  /** The folders that servers may work in. */
  roots: readonly Root[];
  /** Left out: nobody is there who could be asked. */
  person?: Person | undefined;
  view: AgentView;
  /** How long a server may take for an answer, in milliseconds; a minute when left out. */
  requestTimeout?: number;
  /** Aborted when the run is to stop after what is under way. */
  stop: AbortSignal;
  /** Aborted when the run must end at once, and the servers with it. */
  abort: AbortSignal;
}

/**
 * Connects to the servers, works through the task, and ends them, whatever happens.
 *
 * @returns What came of it, which was shown too.
 * @throws {ServerFailure} When no server can be reached.
 * @throws The reason of `abort`, once that is aborted.
 */
export async function runModelAgent(options: ModelAgentOptions): Promise<EndReport> {
  const { view, abort } = options;
  const session = { budget: new Budget(options.limits), ledger: new Ledger(), models: withRetries(options) };
  const servers = await connectServers(
    options.servers,
    (server) => toConnectionOptions(server, session, options),
    view,
    abort,
  );
  await using _ending = toDisposable(servers);
  const toolbox = new Toolbox(servers);
  for (const change of await toolbox.refresh(options.stop)) view.show(change);
  view.show(toBeginEvent(options, servers));
  const ending = await createLoop(toolbox, session, options).run(options.task);
  const report = toEndReport(ending, session);
  view.show({ type: "end", report });
  return report;
}

/** What lasts as long as the run. */
interface RunState {
  budget: Budget;
  ledger: Ledger;
  models: readonly Model[];
}

function withRetries({ models, view }: ModelAgentOptions): Model[] {
  return models.map((model) =>
    new RetryingModel(model, (reason, seconds, signal) => {
      view.show({ type: "pause", reason, seconds });
      return delay(seconds * 1_000, { signal });
    })
  );
}

function toConnectionOptions(
  server: string,
  { models, budget }: RunState,
  options: ModelAgentOptions,
): ConnectionOptions {
  const { protocol, version, roots, person, view, requestTimeout, stop, abort } = options;
  const behind = new ModelRequestHandlers({ models, roots, budget, view, abort });
  const answers = reportRequests(person?.createRequestHandlers(server, behind) ?? behind, {
    server,
    view,
    budget,
    stop,
  });
  return { name: "support-mcp-agent", version, protocol, handlers: answers, ...requestTimeout && { requestTimeout } };
}

function createLoop(toolbox: Toolbox, { models, budget, ledger }: RunState, options: ModelAgentOptions): AgentLoop {
  const { policy, person, view, stop, abort } = options;
  const calls = new ToolExecutor({
    toolbox,
    policy,
    approver: person?.approver ?? absentApprover,
    budget,
    ledger,
    view,
    stop,
    abort,
  });
  return new AgentLoop({ model: models[0]!, toolbox, calls, budget, view, stop, abort });
}

function toBeginEvent({ task, models }: ModelAgentOptions, servers: readonly AgentServer[]) {
  return {
    type: "begin" as const,
    task,
    model: models[0]!.id,
    servers: servers.map(({ name, tools }) => ({ server: name, tools: tools.map((tool) => tool.name) })),
  };
}

function toEndReport({ reason, message }: RunEnd, { budget, ledger }: RunState): EndReport {
  const { steps, tokens, cost, seconds } = budget;
  return { reason, message, ...ledger.summary(), steps, tokens, cost, seconds: Math.round(seconds * 10) / 10 };
}

function toDisposable(servers: readonly AgentServer[]): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
