import { type Model, ModelError, type ModelRequest, type ModelResponse } from "../../models/mod.ts";
import { ReplayMismatchError } from "./replay_mismatch_error.ts";
import { findDifference } from "./difference.ts";
import type { Entry, EntryOf } from "../format/mod.ts";
import type { ReplayEnd } from "./replay_end.ts";

/** What became of a request to a model. */
type Outcome = EntryOf<"model answer" | "model failure" | "model abandoned">;

/** Everything that was asked of models in a recorded run, and what they answered. */
export class RecordedModels {
  readonly #requests: EntryOf<"model request">[];
  readonly #outcomes: ReadonlyMap<number, Outcome>;
  readonly #end: ReplayEnd;

  constructor(entries: readonly Entry[], end: ReplayEnd) {
    this.#requests = entries.filter((entry) => entry.kind === "model request");
    this.#outcomes = new Map(entries.filter(isOutcome).map((entry) => [entry.request, entry]));
    this.#end = end;
  }

  /** The first request that is recorded and hasn't been made. */
  get missing(): EntryOf<"model request"> | undefined {
    return this.#requests[0];
  }

  /** @param id The model's, as `PROVIDER:NAME`. */
  model(id: string): Model {
    return { id, respond: (request, signal) => this.#respond(id, request, signal) };
  }

  async #respond(id: string, request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    const body = JSON.parse(JSON.stringify(request));
    if (this.missing === undefined && this.#end.isEarly) return await this.#end.wait(() => this.#departure(id, body));
    const outcome = this.#outcomes.get(this.#expect(id, body).request);
    if (outcome?.kind === "model answer") return outcome.body as unknown as ModelResponse;
    if (outcome?.kind === "model failure") {
      const { message, outlook } = outcome;
      throw new ModelError(message, { outlook, retryAfter: 0 }); // the pause was made when it was recorded
    }
    return await this.#end.wait(() => UNANSWERED_MISMATCH, signal);
  }

  #expect(id: string, body: unknown): EntryOf<"model request"> {
    const index = this.#requests.findIndex((recorded) =>
      recorded.model === id && findDifference(recorded.body, body) === undefined
    );
    const [recorded] = index === -1 ? [] : this.#requests.splice(index, 1);
    if (recorded !== undefined) return recorded;
    throw this.#end.fail(this.#departure(id, body));
  }

  #departure(id: string, body: unknown): ReplayMismatchError {
    const [expected] = this.#requests;
    const wanted = expected && { model: expected.model, ...expected.body };
    return ReplayMismatchError.between("a request to the model", wanted, { model: id, ...body as object });
  }
}

const UNANSWERED_MISMATCH = new ReplayMismatchError(
  "it waits for an answer of the model's that the recorded one did without",
);

function isOutcome(entry: Entry): entry is Outcome {
  return ["model answer", "model failure", "model abandoned"].includes(entry.kind);
}
