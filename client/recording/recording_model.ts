import type { Model, ModelRequest, ModelResponse } from "../models/model.ts";
import { ModelFailure } from "../models/model_failure.ts";
import type { TakeDown } from "./recorder.ts";

/** The same model, with every request and every answer taken down. */
export class RecordingModel implements Model {
  readonly #model: Model;
  readonly #nextNumber: () => number;
  readonly #record: TakeDown;

  constructor(model: Model, nextNumber: () => number, record: TakeDown) {
    this.#model = model;
    this.#nextNumber = nextNumber;
    this.#record = record;
  }

  get id(): string {
    return this.#model.id;
  }

  async respond(asked: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    const request = this.#nextNumber();
    this.#record({ kind: "model request", request, model: this.id, body: { ...asked } });
    try {
      const response = await this.#model.respond(asked, signal);
      this.#record({ kind: "model answer", request, body: { ...response } });
      return response;
    } catch (error) {
      this.#recordFailure(request, error);
      throw error;
    }
  }

  #recordFailure(request: number, error: unknown): void {
    if (!(error instanceof ModelFailure)) return this.#record({ kind: "model abandoned", request });
    const { message, outlook, retryAfter } = error;
    this.#record({
      kind: "model failure",
      request,
      message,
      outlook,
      ...retryAfter !== undefined && { retryAfter },
    });
  }
}
