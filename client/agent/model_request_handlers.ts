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
  /** Aborted when the run must end at once. */
  abort: AbortSignal;
}

/**
 * Has models answer servers' questions, on the run's budget: those for texts, and no other. What a form asks for is a
 * person's to decide, and a model never stands in for one.
 */
export class ModelRequestHandlers implements RequestHandlers {
  readonly #options: ModelRequestHandlersOptions;

  constructor(options: ModelRequestHandlersOptions) {
    this.#options = options;
  }

  /** @throws {ModelError} When there is no answer, or nothing left to pay for one. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    const { models, budget, view, abort } = this.#options;
    if (budget.tokensLeft <= 0 || budget.secondsLeft <= 0) throw new ModelError("The run's limits are reached.");
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
