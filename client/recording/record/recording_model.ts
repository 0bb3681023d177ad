import { type Model, ModelError, type ModelRequest, type ModelResponse } from "../../models/mod.ts";
import type { RecordEntry } from "./record_entry.ts";

/** Wraps a model and records its requests and responses. */
export class RecordingModel implements Model {
  readonly #model: Model;
  readonly #nextNumber: () => number;
  readonly #record: RecordEntry;

  constructor(model: Model, nextNumber: () => number, record: RecordEntry) {
    this.#model = model;
    this.#nextNumber = nextNumber;
    this.#record = record;
  }

  get id(): string {
    return this.#model.id;
  }

  async respond(modelRequest: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    const request = this.#nextNumber();
    this.#record({ kind: "model request", request, model: this.id, body: { ...modelRequest } });
    try {
      const response = await this.#model.respond(modelRequest, signal);
      this.#record({ kind: "model answer", request, body: { ...response } });
      return response;
    } catch (error) {
      this.#recordFailure(request, error);
      throw error;
    }
  }

  #recordFailure(request: number, error: unknown): void {
    if (!(error instanceof ModelError)) return this.#record({ kind: "model abandoned", request });
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
