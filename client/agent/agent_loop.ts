import { type Model, ModelError, type ModelResponse } from "../models/mod.ts";
import type { ServerChange } from "./servers/mod.ts";
import type { Budget } from "./budget.ts";
import type { ToolExecutor } from "./tool_executor.ts";
import { Conversation } from "./conversation.ts";
import type { AgentView, EndReason } from "./views/mod.ts";
import { buildInstructions, formatNotice } from "./instructions.ts";
import type { Toolbox } from "./tools/mod.ts";

/** The most that a model may write at once, in tokens. */
const MAX_RESPONSE_TOKENS = 4_096;
/** With so many steps left the model is told to come to an end. */
const FINAL_STEPS = 3;

export interface LoopOptions {
  model: Model;
  toolbox: Toolbox;
  calls: ToolExecutor;
  budget: Budget;
  view: AgentView;
  /** Aborted when the run is to stop after what is under way. */
  stop: AbortSignal;
  /** Aborted when the run must end at once. */
  abort: AbortSignal;
}

/** Nothing is done again by itself: whatever was under way may have happened. */
const REPEAT_WARNING =
  "Nothing was done again that was under way there: look whether it happened before you try it again.";

/** Why a run ended, in a word and in a sentence. */
export interface RunEnd {
  reason: EndReason;
  message: string;
}

/** A model at work: it is asked what to do, its calls are made, it is told what came of them, and so on. */
export class AgentLoop {
  readonly #options: LoopOptions;
  readonly #conversation = new Conversation();
  #empty = 0;

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  /**
   * Works until the model has nothing more to do, or something ends it.
   *
   * @throws The reason of `abort`, once that is aborted.
   */
  async run(task: string): Promise<RunEnd> {
    this.#conversation.addUserMessage(task);
    for (;;) {
      const ending = this.#limitReached() ?? await this.#step();
      if (ending !== undefined) return ending;
    }
  }

  #limitReached(): RunEnd | undefined {
    const { stop, budget } = this.#options;
    const reason = stop.aborted ? "stopped" : budget.reachedLimit;
    return reason && { reason, message: describeEnd(reason, budget) };
  }

  async #step(): Promise<RunEnd | undefined> {
    const { budget, view, toolbox, stop } = this.#options;
    for (const change of await toolbox.refresh(stop)) this.#tell(change);
    const step = ++budget.steps;
    view.show({ type: "step", step, of: budget.limits.steps });
    if (budget.limits.steps - step === FINAL_STEPS) {
      this.#conversation.addUserMessage(formatNotice(`${FINAL_STEPS} steps are left: come to an end.`));
    }
    const response = await this.#ask();
    if ("reason" in response) return response;
    budget.spend(response);
    if (response.text !== "") view.show({ type: "text", step, text: response.text });
    view.show({ type: "tokens", total: { ...budget.tokens } });
    return await this.#follow(response);
  }

  /** What the model says; an ending where it says nothing any more. */
  async #ask(): Promise<ModelResponse | RunEnd> {
    const { model, toolbox, budget, stop, abort } = this.#options;
    const late = budget.timeoutSignal();
    try {
      return await model.respond({
        instructions: buildInstructions(toolbox.servers),
        messages: this.#conversation.messages,
        tools: toolbox.tools.map(({ definition: tool }) => tool),
        maxTokens: Math.min(MAX_RESPONSE_TOKENS, budget.tokensLeft),
      }, AbortSignal.any([stop, abort, late]));
    } catch (error) {
      abort.throwIfAborted();
      if (error instanceof ModelError) return await this.#mend(error);
      const reason = stop.aborted ? "stopped" : late.aborted ? "time" : undefined;
      if (reason === undefined) throw error;
      return { reason, message: describeEnd(reason, budget) };
    }
  }

  /** Asks once more with less to read, where there was too much. */
  async #mend({ outlook, message }: ModelError): Promise<ModelResponse | RunEnd> {
    if (outlook === "overlong" && this.#conversation.dropOldResults()) return await this.#ask();
    return { reason: "failed", message };
  }

  async #follow({ messages, calls, text, end }: ModelResponse): Promise<RunEnd | undefined> {
    this.#conversation.addModelMessages(messages);
    if (end === "filtered") return { reason: "failed", message: "The model's provider held its answer back." };
    if (calls.length > 0) return await this.#make(calls);
    if (end === "length") {
      return void this.#conversation.addUserMessage(
        formatNotice("Your answer was cut off for its length. Go on, more briefly."),
      );
    }
    if (text !== "") return { reason: "finished", message: "The model had nothing left to do." };
    if (++this.#empty > 1) return { reason: "failed", message: "The model answered nothing, twice." };
    this.#conversation.addUserMessage(
      formatNotice("You answered nothing. Go on with the task, or say what you did if nothing is left to do."),
    );
  }

  async #make(calls: ModelResponse["calls"]): Promise<undefined> {
    this.#empty = 0;
    this.#conversation.addToolResults(await this.#options.calls.execute(calls));
  }

  /** Tells people what became of a server, and the model too, but without the server's own words. */
  #tell(change: ServerChange): void {
    const { server, state } = change;
    this.#options.view.show(change);
    if (state === "lost") {
      this.#conversation.addUserMessage(
        formatNotice(`The server "${server}" can't be used: its tools are gone, unless it comes back.`),
      );
    }
    if (state === "back") {
      this.#conversation.addUserMessage(
        formatNotice(`The server "${server}" is back, and so are its tools. ${REPEAT_WARNING}`),
      );
    }
    if (state === "changed") {
      this.#conversation.addUserMessage(formatNotice(`The server "${server}" may offer other tools than before.`));
    }
  }
}

function describeEnd(reason: EndReason, { limits }: Budget): string {
  switch (reason) {
    case "steps":
      return `All ${limits.steps} steps are taken. --max-steps allows more.`;
    case "tokens":
      return `All ${limits.tokens} tokens are spent. --max-tokens allows more.`;
    case "time":
      return `The ${Math.round(limits.seconds / 60)} minutes are over. --max-minutes allows more.`;
    default:
      return "It was stopped.";
  }
}
