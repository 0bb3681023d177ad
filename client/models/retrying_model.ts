import type { Model, ModelRequest, ModelResponse } from "./model.ts";
import { ModelError } from "./model_error.ts";

/** How often a request is made, at most. */
const MAX_ATTEMPTS = 6;
/** The first pause where the endpoint names none, in seconds; each is twice as long as the one before. */
const INITIAL_DELAY = 2;
/** The longest pause, in seconds: an endpoint that wants a longer one is out of use for this run. */
const MAX_DELAY = 120;

/** Waits; is told why, for people to see. Rejects with the signal's reason when that is aborted. */
export type Pause = (reason: string, seconds: number, signal: AbortSignal) => Promise<void>;

/** A model that asks again when its endpoint has too much to do, as late as the endpoint wants it. */
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

  /** Undefined: asking again is no use. An endpoint that never answered is more likely not there than away. */
  #secondsUntilNext(error: unknown, attempt: number): number | undefined {
    if (!(error instanceof ModelError)) return undefined;
    if (error.outlook !== "busy" && !(error.outlook === "unreachable" && this.#answered)) return undefined;
    const seconds = error.retryAfter ?? INITIAL_DELAY * 2 ** (attempt - 1);
    return seconds > MAX_DELAY ? undefined : seconds;
  }
}
