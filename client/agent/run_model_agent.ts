/** Runs the agent with a model. */

import type { Root } from "@modelcontextprotocol/client";
import { delay } from "../../base/timing/delay.ts";
import type { ServerSource } from "../configuration/mod.ts";
import type { ConnectionOptions } from "../connection/mod.ts";
import { type Model, RetryingModel } from "../models/mod.ts";
import type { ApprovalPolicy, Protocol } from "../options/mod.ts";
import { AgentLoop, type RunEnd } from "./agent_loop.ts";
import { absentApprover, type Person } from "./approval/mod.ts";
import { Budget, type Limits } from "./budget.ts";
import { Ledger } from "./ledger.ts";
import { ModelRequestHandlers } from "./model_request_handlers.ts";
import { reportRequests } from "./reported_request_handlers.ts";
import { type AgentServer, connectServers } from "./servers/mod.ts";
import { ToolExecutor } from "./tool_executor.ts";
import { Toolbox } from "./tools/mod.ts";
import { UntrustedTextMarks } from "./untrusted_text.ts";
import type { AgentView, EndReport } from "./views/mod.ts";

export interface ModelAgentOptions {
  /** The first does the work; a server's sampling request may prefer one of the others. */
  models: readonly Model[];
  task: string;
  servers: readonly ServerSource[];
  protocol: Protocol;
  /** This program's version, sent to the servers. */
  version: string;
  policy: ApprovalPolicy;
  /** Read the ticket or account that a call concerns, for the person who approves it. */
  readsSubjects: boolean;
  limits: Limits;
  /** The folders that servers may work in. */
  roots: readonly Root[];
  /** Omitted if no person is available. */
  person?: Person | undefined;
  view: AgentView;
  /** The id of the marks around texts of servers (default: a new random id). */
  markId?: string | undefined;
  /** The timeout of a request to a server, in milliseconds (default: one minute). */
  requestTimeout?: number;
  /** Aborted to stop the run once the calls in progress are done. */
  stop: AbortSignal;
  /** Aborted to end the run and its servers at once. */
  abort: AbortSignal;
}

/**
 * Connects to the servers, works on the task, and always disconnects at the end.
 *
 * @returns The report, which the view has shown too.
 * @throws {ServerError} If no server can be reached.
 * @throws The reason of `abort`, once that is aborted.
 */
export async function runModelAgent(options: ModelAgentOptions): Promise<EndReport> {
  const { view, abort } = options;
  const state = { budget: new Budget(options.limits), ledger: new Ledger(), models: withRetries(options) };
  const toOptions = (server: string) => toConnectionOptions(server, state, options);
  const servers = await connectServers(options.servers, toOptions, view, abort);
  await using _connections = toDisposable(servers);
  const toolbox = new Toolbox(servers);
  for (const change of await toolbox.refresh(options.stop)) view.show(change);
  view.show(toBeginEvent(options, servers));
  const end = await createLoop(toolbox, state, options).run(options.task);
  const report = toEndReport(end, state);
  view.show({ type: "end", report });
  return report;
}

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
  const model = new ModelRequestHandlers({ models, roots, budget, view, abort });
  const handlers = person?.createRequestHandlers(server, model) ?? model;
  return {
    name: "support-mcp-agent",
    version,
    protocol,
    handlers: reportRequests(handlers, { server, view, budget, stop }),
    ...requestTimeout && { requestTimeout },
  };
}

function createLoop(toolbox: Toolbox, { models, budget, ledger }: RunState, options: ModelAgentOptions): AgentLoop {
  const { policy, readsSubjects, person, view, stop, abort } = options;
  const approver = person?.approver ?? absentApprover;
  const executor = new ToolExecutor({
    toolbox,
    policy,
    readsSubjects: readsSubjects && person !== undefined,
    approver,
    budget,
    ledger,
    marks: new UntrustedTextMarks(options.markId),
    view,
    stop,
    abort,
  });
  return new AgentLoop({ model: models[0]!, toolbox, executor, budget, view, stop, abort });
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
  return { reason, message, ...ledger.summarize(), steps, tokens, cost, seconds: Math.round(seconds * 10) / 10 };
}

function toDisposable(servers: readonly AgentServer[]): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
