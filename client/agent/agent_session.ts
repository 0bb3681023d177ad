import type { Root } from "@modelcontextprotocol/client";
import { delay } from "../../base/timing/delay.ts";
import type { ServerSource } from "../configuration/mod.ts";
import type { ConnectionOptions } from "../connection/mod.ts";
import type { ServerError } from "../errors/mod.ts";
import { type Model, RetryingModel } from "../models/mod.ts";
import type { ApprovalPolicy, Protocol } from "../options/mod.ts";
import { AgentLoop, type RunEnd } from "./agent_loop.ts";
import { absentApprover, type Person } from "./approval/mod.ts";
import { Budget, type Limits } from "./budget.ts";
import { Ledger } from "./ledger/mod.ts";
import { ModelRequestHandlers } from "./model_request_handlers.ts";
import { reportRequests } from "./reported_request_handlers.ts";
import { type AgentServer, type ConnectedServers, connectServers } from "./servers/mod.ts";
import { ToolExecutor } from "./tool_executor.ts";
import { Toolbox } from "./tools/mod.ts";
import type { UntrustedTextMarks } from "./untrusted_text.ts";
import type { AgentEvent, AgentView } from "./views/mod.ts";

/** The setup of a session. */
export interface SessionOptions {
  /** The first does the work; a server's sampling request may prefer one of the others. */
  models: readonly Model[];
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
  /** The timeout of a request to a server, in milliseconds (default: one minute). */
  requestTimeout?: number;
  /** Aborted to stop the session once the calls in progress are done. */
  stop: AbortSignal;
  /** Aborted to end the session and its servers at once. */
  abort: AbortSignal;
}

/** The end of one run, and what it did. */
export interface FinishedRun {
  end: RunEnd;
  ledger: Ledger;
}

/** Connected servers, a model and its limits: works on one task, or on several in turn. */
export class AgentSession implements AsyncDisposable {
  readonly budget: Budget;
  readonly servers: readonly AgentServer[];
  /** The errors of the servers that could not be reached, and are skipped. */
  readonly failures: readonly ServerError[];
  readonly #toolbox: Toolbox;
  readonly #models: readonly Model[];
  readonly #options: SessionOptions;

  private constructor(
    { servers, failures }: ConnectedServers,
    models: readonly Model[],
    budget: Budget,
    options: SessionOptions,
  ) {
    this.servers = servers;
    this.failures = failures;
    this.budget = budget;
    this.#toolbox = new Toolbox(servers);
    this.#models = models;
    this.#options = options;
  }

  /**
   * Connects to the servers. {@linkcode refresh} then reads their tools.
   *
   * @param isEndless Reconnect to lost servers for as long as the session lasts. `stop` then ends the attempt to connect.
   * @throws {ServerError} If no server can be reached.
   */
  static async open(options: SessionOptions, isEndless = false): Promise<AgentSession> {
    const { servers: sources, view, abort, stop } = options;
    const [budget, models] = [new Budget(options.limits), withRetries(options)];
    const toOptions = (server: string) => toConnectionOptions(server, { models, budget }, options);
    const connect = { toOptions, view, isEndless, abort, ...isEndless && { stop } };
    return new AgentSession(await connectServers(sources, connect), models, budget, options);
  }

  /** Describes the model and the servers with their tools, for the first event. */
  describe(): Pick<Extract<AgentEvent, { type: "begin" }>, "model" | "servers"> {
    return {
      model: this.#models[0]!.id,
      servers: this.servers.map(({ name, tools }) => ({ server: name, tools: tools.map((tool) => tool.name) })),
    };
  }

  /** Updates the servers and their tools, and shows what has changed. */
  async refresh(): Promise<void> {
    const { view, stop } = this.#options;
    for (const change of await this.#toolbox.refresh(stop)) view.show(change);
  }

  /**
   * Works on a task, in a new conversation.
   *
   * @param marks Marks the texts of servers.
   * @param given The ids of the tickets whose contents are in the task.
   * @throws The reason of `abort`, once that is aborted.
   */
  async run(task: string, marks: UntrustedTextMarks, given: Iterable<string> = []): Promise<FinishedRun> {
    const ledger = new Ledger(given);
    return { end: await this.#createLoop(ledger, marks).run(task), ledger };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map((server) => server[Symbol.asyncDispose]()));
  }

  #createLoop(ledger: Ledger, marks: UntrustedTextMarks): AgentLoop {
    const { policy, readsSubjects, person, view, stop, abort } = this.#options;
    const shared = { toolbox: this.#toolbox, budget: this.budget, view, stop, abort };
    const executor = new ToolExecutor({
      ...shared,
      policy,
      readsSubjects: readsSubjects && person !== undefined,
      approver: person?.approver ?? absentApprover,
      ledger,
      marks,
    });
    return new AgentLoop({ ...shared, model: this.#models[0]!, executor });
  }
}

function withRetries({ models, view }: SessionOptions): Model[] {
  return models.map((model) =>
    new RetryingModel(model, (reason, seconds, signal) => {
      view.show({ type: "pause", reason, seconds });
      return delay(seconds * 1_000, { signal });
    })
  );
}

function toConnectionOptions(
  server: string,
  { models, budget }: { models: readonly Model[]; budget: Budget },
  options: SessionOptions,
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
