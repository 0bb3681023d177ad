import type { Model, ModelRequest, ModelResponse } from "./model.ts";
import { ModelError } from "./model_error.ts";

/** Maximum number of attempts for a request. */
const MAX_ATTEMPTS = 6;
/** The first delay if the endpoint names none, in seconds. It doubles with each attempt. */
const INITIAL_DELAY = 2;
/** The longest delay to accept, in seconds. An endpoint that asks for more is unavailable for this run. */
const MAX_DELAY = 120;

/** Waits, and shows the reason. Rejects with the signal's reason when aborted. */
export type Pause = (reason: string, seconds: number, signal: AbortSignal) => Promise<void>;

/** A model that retries while its endpoint is busy, after the delay that the endpoint asks for. */
export class RetryingModel implements Model {
  readonly #model: Model;
  readonly #pause: Pause;
  #answered = false;

  constructor(model: Model, pause: Pause) {
    this.#model = model;
    this.#pause = pause;
  }

  get id(): string {
    return this.#model.id;
  }

  async respond(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    for (let attempt = 1;; attempt++) {
      try {
        const response = await this.#model.respond(request, signal);
        this.#answered = true;
        return response;
      } catch (error) {
        const seconds = attempt < MAX_ATTEMPTS ? this.#secondsUntilNext(error, attempt) : undefined;
        if (seconds === undefined) throw error;
        await this.#pause((error as ModelError).message, seconds, signal);
      }
    }
  }

  /** Returns undefined if a retry is useless. An endpoint that never responded is more likely missing than unavailable. */
  #secondsUntilNext(error: unknown, attempt: number): number | undefined {
    if (!(error instanceof ModelError)) return undefined;
    if (error.outlook !== "busy" && !(error.outlook === "unreachable" && this.#answered)) return undefined;
    const seconds = error.retryAfter ?? INITIAL_DELAY * 2 ** (attempt - 1);
    return seconds > MAX_DELAY ? undefined : seconds;
  }
}
