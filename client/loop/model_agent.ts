/** The agent that thinks: a model that works with servers' tools, with a person beside it or without. */

import type { Root } from "@modelcontextprotocol/client";
import type { Host } from "../connection.ts";
import { delay } from "../delay.ts";
import type { Model } from "../models/model.ts";
import { PatientModel } from "../models/patient_model.ts";
import type { Protocol } from "../protocol.ts";
import { AgentLoop, type Ending } from "./agent_loop.ts";
import type { AgentServer } from "./agent_server.ts";
import type { ApprovalPolicy } from "./approval_policy.ts";
import { nobody } from "./approver.ts";
import { Budget, type Limits } from "./budget.ts";
import { Calls } from "./calls.ts";
import { connectServers } from "./connect_servers.ts";
import type { EndReport } from "./end_report.ts";
import type { AgentView } from "./events.ts";
import { Ledger } from "./ledger.ts";
import { ModelAnswers } from "./model_answers.ts";
import type { Person } from "./person.ts";
import type { ServerSource } from "../server_source.ts";
import { shownAnswers } from "./shown_answers.ts";
import { Toolbox } from "./toolbox.ts";

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
  const session = { budget: new Budget(options.limits), ledger: new Ledger(), models: patient(options) };
  const servers = await connectServers(options.servers, (server) => hostFor(server, session, options), view, abort);
  await using _ending = disposer(servers);
  const toolbox = new Toolbox(servers);
  for (const change of await toolbox.refresh(options.stop)) view.show(change);
  view.show(beginOf(options, servers));
  const ending = await loopFor(toolbox, session, options).run(options.task);
  const report = reportOf(ending, session);
  view.show({ type: "end", report });
  return report;
}

/** What lasts as long as the run. */
interface Session {
  budget: Budget;
  ledger: Ledger;
  models: readonly Model[];
}

function patient({ models, view }: ModelAgentOptions): Model[] {
  return models.map((model) =>
    new PatientModel(model, (reason, seconds, signal) => {
      view.show({ type: "pause", reason, seconds });
      return delay(seconds, signal);
    })
  );
}

function hostFor(server: string, { models, budget }: Session, options: ModelAgentOptions): Host {
  const { protocol, version, roots, person, view, requestTimeout, stop, abort } = options;
  const behind = new ModelAnswers({ models, roots, budget, view, abort });
  const answers = shownAnswers(person?.answers(server, behind) ?? behind, { server, view, budget, stop });
  return { name: "support-mcp-agent", version, protocol, answers, ...requestTimeout && { requestTimeout } };
}

function loopFor(toolbox: Toolbox, { models, budget, ledger }: Session, options: ModelAgentOptions): AgentLoop {
  const { policy, person, view, stop, abort } = options;
  const calls = new Calls({ toolbox, policy, approver: person?.approver ?? nobody, budget, ledger, view, stop, abort });
  return new AgentLoop({ model: models[0]!, toolbox, calls, budget, view, stop, abort });
}

function beginOf({ task, models }: ModelAgentOptions, servers: readonly AgentServer[]) {
  return {
    type: "begin" as const,
    task,
    model: models[0]!.id,
    servers: servers.map(({ name, tools }) => ({ server: name, tools: tools.map((tool) => tool.name) })),
  };
}

function reportOf({ reason, message }: Ending, { budget, ledger }: Session): EndReport {
  const { steps, tokens, cost, seconds } = budget;
  return { reason, message, ...ledger.summary(), steps, tokens, cost, seconds: Math.round(seconds * 10) / 10 };
}

function disposer(servers: readonly AgentServer[]): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    },
  };
}
