import type { CreateMessageRequestParams, CreateMessageResult, Root } from "@modelcontextprotocol/client";
import type { RequestHandlers } from "../handlers/mod.ts";
import { type Model, ModelError, sampleModel } from "../models/mod.ts";
import type { Budget } from "./budget.ts";
import type { AgentView } from "./views/mod.ts";

export interface ModelRequestHandlersOptions {
  /** At least one. */
  models: readonly Model[];
  roots: readonly Root[];
  budget: Budget;
  view: AgentView;
  /** Aborted to end the run at once. */
  abort: AbortSignal;
}

/**
 * Answers sampling requests with models, on the run's budget. Elicitation is not handled: a form asks for a person's
 * decision, and a model never replaces a person.
 */
export class ModelRequestHandlers implements RequestHandlers {
  readonly #options: ModelRequestHandlersOptions;

  constructor(options: ModelRequestHandlersOptions) {
    this.#options = options;
  }

  /** @throws {ModelError} If the model gives no response, or the run's limits are reached. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    const { models, budget, view, abort } = this.#options;
    if (budget.tokensLeft <= 0 || budget.secondsLeft <= 0) throw new ModelError("The run has reached its limits.");
    const until = AbortSignal.any([signal, abort, budget.timeoutSignal()]);
    const { result, response } = await sampleModel(conversation, models, budget.tokensLeft, until);
    budget.spend(response);
    view.show({ type: "tokens", total: { ...budget.tokens } });
    return result;
  }

  roots(): Promise<Root[]> {
    return Promise.resolve([...this.#options.roots]);
  }
}
