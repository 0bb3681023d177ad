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

/** Handles every request with a fixed response and shows both. No person or model is asked. */
export class SimulatedHandlers implements RequestHandlers {
  readonly #screen: ServerRequestScreen;
  readonly #roots: Root[];

  constructor(screen: ServerRequestScreen, roots: Root[]) {
    this.#screen = screen;
    this.#roots = roots;
  }

  /** Accepts a form that asks only for a priority and allows `high`. Declines any other form. */
  async elicit(form: ElicitRequestFormParams): Promise<ElicitResult> {
    const accepted = await acceptsPriority(form.requestedSchema);
    this.#screen.elicitation(form.message); // printed together, even if two requests arrive at once
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
  const form = fromJsonSchema(schema as JsonSchemaType); // the types differ only in optional properties
  const result = await form["~standard"].validate({ priority: PRIORITY });
  return result.issues === undefined;
}
