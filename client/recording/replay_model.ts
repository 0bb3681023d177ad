import type { Model, ModelRequest, ModelResponse } from "../models/model.ts";
import { ModelFailure } from "../models/model_failure.ts";
import { Departure } from "./departure.ts";
import { difference } from "./difference.ts";
import type { Entry, EntryOf } from "./entries.ts";

/** What became of a request to a model. */
type Outcome = EntryOf<"model answer" | "model failure" | "model abandoned">;

/** Everything that was asked of models in a recorded run, and what they answered. */
export class RecordedModels {
  readonly #requests: EntryOf<"model request">[];
  readonly #outcomes: ReadonlyMap<number, Outcome>;
  readonly #onDeparture: (departure: Departure) => void;

  constructor(entries: readonly Entry[], onDeparture: (departure: Departure) => void) {
    this.#requests = entries.filter((entry) => entry.kind === "model request");
    this.#outcomes = new Map(entries.filter(isOutcome).map((entry) => [entry.request, entry]));
    this.#onDeparture = onDeparture;
  }

  /** The first request that is recorded and hasn't been made. */
  get missing(): EntryOf<"model request"> | undefined {
    return this.#requests[0];
  }

  /** @param id The model's, as `PROVIDER:NAME`. */
  model(id: string): Model {
    return { id, respond: (request) => this.#respond(id, request) };
  }

  // deno-lint-ignore require-await -- a departure, too, is a rejection
  async #respond(id: string, request: ModelRequest): Promise<ModelResponse> {
    const body = JSON.parse(JSON.stringify(request));
    const outcome = this.#outcomes.get(this.#expect(id, body).request);
    if (outcome?.kind === "model answer") return outcome.body as unknown as ModelResponse;
    if (outcome?.kind === "model failure") {
      const { message, outlook } = outcome;
      throw new ModelFailure(message, { outlook, retryAfter: 0 }); // the pause was made when it was recorded
    }
    throw this.#depart(new Departure("the recorded run was stopped while the model thought, and this one wasn't"));
  }

  #expect(id: string, body: unknown): EntryOf<"model request"> {
    const index = this.#requests.findIndex((recorded) =>
      recorded.model === id && difference(recorded.body, body) === undefined
    );
    const [recorded] = index === -1 ? [] : this.#requests.splice(index, 1);
    if (recorded !== undefined) return recorded;
    const [expected] = this.#requests;
    throw this.#depart(
      Departure.between("a request to the model", expected && { model: expected.model, ...expected.body }, {
        model: id,
        ...body as object,
      }),
    );
  }

  #depart(departure: Departure): Departure {
    this.#onDeparture(departure);
    return departure;
  }
}

function isOutcome(entry: Entry): entry is Outcome {
  return ["model answer", "model failure", "model abandoned"].includes(entry.kind);
}
