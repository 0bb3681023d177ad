import type { CreateMessageRequestParams, CreateMessageResult, Root } from "@modelcontextprotocol/client";
import type { Answers } from "../answers.ts";
import type { Model } from "../models/model.ts";
import { ModelFailure } from "../models/model_failure.ts";
import { answerSampling } from "../models/sampling.ts";
import type { Budget } from "./budget.ts";
import type { AgentView } from "./events.ts";

export interface ModelAnswersOptions {
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
export class ModelAnswers implements Answers {
  readonly #options: ModelAnswersOptions;

  constructor(options: ModelAnswersOptions) {
    this.#options = options;
  }

  /** @throws {ModelFailure} When there is no answer, or nothing left to pay for one. */
  async sample(conversation: CreateMessageRequestParams, signal: AbortSignal): Promise<CreateMessageResult> {
    const { models, budget, view, abort } = this.#options;
    if (budget.tokensLeft <= 0 || budget.secondsLeft <= 0) throw new ModelFailure("The run's limits are reached.");
    const until = AbortSignal.any([signal, abort, budget.untilLate()]);
    const { result, response } = await answerSampling(conversation, models, budget.tokensLeft, until);
    budget.spend(response);
    view.show({ type: "tokens", total: { ...budget.tokens } });
    return result;
  }

  roots(): Promise<Root[]> {
    return Promise.resolve([...this.#options.roots]);
  }
}
