import { type Model, ModelError, type ModelResponse } from "../models/mod.ts";
import type { Budget } from "./budget.ts";
import { Conversation } from "./conversation.ts";
import { buildInstructions, formatNotice } from "./instructions.ts";
import type { ServerChange } from "./servers/mod.ts";
import type { ToolExecutor } from "./tool_executor.ts";
import type { Toolbox } from "./tools/mod.ts";
import type { AgentView, EndReason } from "./views/mod.ts";

/** The longest single response, in tokens. */
const MAX_RESPONSE_TOKENS = 4_096;
/** The number of remaining steps at which the model is asked to finish. */
const FINAL_STEPS = 3;

export interface LoopOptions {
  model: Model;
  toolbox: Toolbox;
  executor: ToolExecutor;
  budget: Budget;
  view: AgentView;
  /** Aborted to stop the run once the calls in progress are done. */
  stop: AbortSignal;
  /** Aborted to end the run at once. */
  abort: AbortSignal;
}

/** Calls are never repeated automatically, because an interrupted call may have taken effect. */
const REPEAT_WARNING =
  "Calls that were in progress there were not repeated: check whether they took effect before you try again.";

/** The reason for which a run ended, as a code and as a sentence. */
export interface RunEnd {
  reason: EndReason;
  message: string;
}

/** Asks the model for the next step, executes its tool calls, returns the results to it, and repeats. */
export class AgentLoop {
  readonly #options: LoopOptions;
  readonly #conversation = new Conversation();
  #emptyResponses = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /**
   * Works until the model makes no more calls, or a limit, a person or a failure ends the run.
   *
   * @throws The reason of `abort`, once that is aborted.
   */
  async run(task: string): Promise<RunEnd> {
    this.#conversation.addUserMessage(task);
    for (;;) {
      const end = this.#checkLimits() ?? await this.#step();
      if (end !== undefined) return end;
    }
  }

  #checkLimits(): RunEnd | undefined {
    const { stop, budget } = this.#options;
    const reason = stop.aborted ? "stopped" : budget.reachedLimit;
    return reason && { reason, message: describeEnd(reason, budget) };
  }

  async #step(): Promise<RunEnd | undefined> {
    const { budget, view, toolbox, stop } = this.#options;
    for (const change of await toolbox.refresh(stop)) this.#report(change);
    const step = ++budget.steps;
    view.show({ type: "step", step, of: budget.limits.steps });
    if (budget.limits.steps - step === FINAL_STEPS) this.#notify(`${FINAL_STEPS} steps are left: finish up.`);
    const response = await this.#requestResponse();
    if ("reason" in response) return response;
    budget.spend(response);
    if (response.text !== "") view.show({ type: "text", step, text: response.text });
    view.show({ type: "tokens", total: { ...budget.tokens } });
    return await this.#handleResponse(response);
  }

  /** @returns The model's response, or the run's end if there is none. */
  async #requestResponse(): Promise<ModelResponse | RunEnd> {
    const { model, toolbox, budget, stop, abort } = this.#options;
    const timeout = budget.timeoutSignal();
    try {
      return await model.respond({
        instructions: buildInstructions(toolbox.servers),
        messages: this.#conversation.messages,
        tools: toolbox.tools.map(({ definition }) => definition),
        maxTokens: Math.min(MAX_RESPONSE_TOKENS, budget.tokensLeft),
      }, AbortSignal.any([stop, abort, timeout]));
    } catch (error) {
      abort.throwIfAborted();
      if (error instanceof ModelError) return await this.#handleModelError(error);
      const reason = stop.aborted ? "stopped" : timeout.aborted ? "time" : undefined;
      if (reason === undefined) throw error;
      return { reason, message: describeEnd(reason, budget) };
    }
  }

  /** Retries with a shorter conversation if the request was too long. */
  async #handleModelError({ outlook, message }: ModelError): Promise<ModelResponse | RunEnd> {
    if (outlook === "overlong" && this.#conversation.dropOldResults()) return await this.#requestResponse();
    return { reason: "failed", message };
  }

  async #handleResponse({ messages, calls, text, end }: ModelResponse): Promise<RunEnd | undefined> {
    this.#conversation.addModelMessages(messages);
    if (end === "filtered") return { reason: "failed", message: "The model's provider withheld the response." };
    if (calls.length > 0) return await this.#execute(calls);
    if (end === "length") {
      return void this.#notify("Your response was cut off at the length limit. Continue, more briefly.");
    }
    if (text !== "") return { reason: "finished", message: "The model finished its work." };
    if (++this.#emptyResponses > 1) {
      return { reason: "failed", message: "The model returned an empty response twice." };
    }
    this.#notify("Your response was empty. Continue with the task, or say what you did if nothing is left to do.");
  }

  async #execute(calls: ModelResponse["calls"]): Promise<undefined> {
    this.#emptyResponses = 0;
    this.#conversation.addToolResults(await this.#options.executor.execute(calls));
  }

  #notify(text: string): void {
    this.#conversation.addUserMessage(formatNotice(text));
  }

  /** Reports a change to the view, and to the model without the server's own words. */
  #report(change: ServerChange): void {
    const { server, state } = change;
    this.#options.view.show(change);
    if (state === "lost") {
      this.#notify(`The server "${server}" is unavailable, and so are its tools, unless it reconnects.`);
    }
    if (state === "back") {
      this.#notify(`The server "${server}" is available again, with its tools. ${REPEAT_WARNING}`);
    }
    if (state === "changed") this.#notify(`The tools of the server "${server}" may have changed.`);
  }
}

/** The sentence for a run that has used up its tokens. */
export function describeTokenLimit({ limits }: Budget): string {
  return `Token limit reached (${limits.tokens}). Raise it with --max-tokens.`;
}

function describeEnd(reason: EndReason, budget: Budget): string {
  const { limits } = budget;
  switch (reason) {
    case "steps":
      return `Step limit reached (${limits.steps}). Raise it with --max-steps.`;
    case "tokens":
      return describeTokenLimit(budget);
    case "time":
      return `Time limit reached (${Math.round(limits.seconds / 60)} minutes). Raise it with --max-minutes.`;
    default:
      return "The run was stopped.";
  }
}
