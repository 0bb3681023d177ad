import {
  type CreateMessageRequestParams,
  type CreateMessageResult,
  type ElicitRequestFormParams,
  type ElicitResult,
  fromJsonSchema,
  type JsonSchemaType,
  type Root,
} from "@modelcontextprotocol/client";
import type { RequestHandlers } from "../handlers/mod.ts";
import type { ServerRequestScreen } from "./screen.ts";

const RESPONSE = "Ticket escalated due to login failure; requires urgent review.";
const PRIORITY = "high";

/** Answers every question with a fixed value, and shows both: no person is asked, no model called. */
export class SimulatedHandlers implements RequestHandlers {
  readonly #screen: ServerRequestScreen;
  readonly #roots: Root[];

  constructor(screen: ServerRequestScreen, roots: Root[]) {
    this.#screen = screen;
    this.#roots = roots;
  }

  /** Names the priority `high` where the form asks for a priority alone and takes that one; declines any other form. */
  async elicit(form: ElicitRequestFormParams): Promise<ElicitResult> {
    const accepted = await acceptsPriority(form.requestedSchema);
    this.#screen.elicitation(form.message); // nothing comes between question and answer, even when two are asked at once
    this.#screen.elicited(accepted ? PRIORITY : null);
    return accepted ? { action: "accept", content: { priority: PRIORITY } } : { action: "decline" };
  }

  sample({ messages }: CreateMessageRequestParams): Promise<CreateMessageResult> {
    this.#screen.sampling(getText(messages));
    this.#screen.sampled(RESPONSE);
    return Promise.resolve({
      role: "assistant",
      content: { type: "text", text: RESPONSE },
      model: "simulated-model",
      stopReason: "endTurn",
    });
  }

  roots(): Promise<Root[]> {
    return Promise.resolve(this.#roots);
  }
}

function getText(messages: CreateMessageRequestParams["messages"]): string {
  return messages.flatMap(({ content }) => content)
    .flatMap((block) => block.type === "text" ? [block.text] : [])
    .join(" ");
}

async function acceptsPriority(schema: ElicitRequestFormParams["requestedSchema"]): Promise<boolean> {
  if (!Object.hasOwn(schema.properties, "priority")) return false;
  const form = fromJsonSchema(schema as JsonSchemaType); // what it lacks are only the types of left-out properties
  const result = await form["~standard"].validate({ priority: PRIORITY });
  return result.issues === undefined;
}
