import { type Model, ModelError, type ModelRequest, type ModelResponse } from "../../models/mod.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import { findDifference } from "./difference.ts";
import type { Entry, EntryOf } from "../format/mod.ts";
import type { ReplayEnd } from "./replay_end.ts";

/** The outcome of a request to a model. */
type Outcome = EntryOf<"model answer" | "model failure" | "model abandoned">;

/** The requests to models in a recorded run, with their outcomes. */
export class RecordedModels {
  readonly #requests: EntryOf<"model request">[];
  readonly #outcomes: ReadonlyMap<number, Outcome>;
  readonly #end: ReplayEnd;

  constructor(entries: readonly Entry[], end: ReplayEnd) {
    this.#requests = entries.filter((entry) => entry.kind === "model request");
    this.#outcomes = new Map(entries.filter(isOutcome).map((entry) => [entry.request, entry]));
    this.#end = end;
  }

  /** The first recorded request that has not been made yet. */
  get missing(): EntryOf<"model request"> | undefined {
    return this.#requests[0];
  }

  /** @param id The model's `PROVIDER:NAME`. */
  model(id: string): Model {
    return { id, respond: (request, signal) => this.#respond(id, request, signal) };
  }

  async #respond(id: string, request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    const body = JSON.parse(JSON.stringify(request));
    if (this.missing === undefined && this.#end.isEarly) {
      return await this.#end.wait(() => this.#createMismatch(id, body));
    }
    const outcome = this.#outcomes.get(this.#expect(id, body).request);
    if (outcome?.kind === "model answer") return outcome.body;
    if (outcome?.kind === "model failure") {
      const { message, outlook } = outcome;
      throw new ModelError(message, { outlook, retryAfter: 0 }); // the recorded run has already waited
    }
    return await this.#end.wait(() => UNANSWERED_MISMATCH, signal);
  }

  #expect(id: string, body: unknown): EntryOf<"model request"> {
    const index = this.#requests.findIndex((recorded) =>
      recorded.model === id && findDifference(recorded.body, body) === undefined
    );
    const [recorded] = index === -1 ? [] : this.#requests.splice(index, 1);
    if (recorded !== undefined) return recorded;
    throw this.#end.fail(this.#createMismatch(id, body));
  }

  #createMismatch(id: string, body: unknown): ReplayMismatchError {
    const [expected] = this.#requests;
    const wanted = expected && { model: expected.model, ...expected.body };
    return ReplayMismatchError.between("request to the model", wanted, { model: id, ...body as object });
  }
}

const UNANSWERED_MISMATCH = new ReplayMismatchError(
  "the run waits for a model's response that the recorded run did not wait for",
);

function isOutcome(entry: Entry): entry is Outcome {
  return ["model answer", "model failure", "model abandoned"].includes(entry.kind);
}
