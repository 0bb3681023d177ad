import type { Model, ModelRequest, ModelResponse, RequestedCall } from "../../../client/models/model.ts";

/** A response of a scripted model. Omitted parts are empty. */
export type Turn = Partial<Omit<ModelResponse, "calls">> & {
  calls?: readonly (readonly [name: string, args: RequestedCall["arguments"]])[];
};

/** Decides on the next response from the request. */
export type Script = (request: ModelRequest, signal: AbortSignal) => Turn | Promise<Turn>;

/** A model with scripted responses: a list, of which the last one repeats, or a function. */
export class ScriptedModel implements Model {
  readonly id: string;
  /** The requests, as they were when they were made. */
  readonly asked: ModelRequest[] = [];
  readonly #script: Script;
  #calls = 0;

  constructor(script: Script | readonly Turn[], id = "test:scripted") {
    this.id = id;
    this.#script = typeof script === "function"
      ? script
      : () => script[Math.min(this.asked.length, script.length) - 1]!;
  }

  async respond(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    signal.throwIfAborted();
    this.asked.push({ ...request, messages: [...request.messages] });
    const { text = "", calls = [], tokens = { input: 10, output: 5 }, cost = null, end = "done", messages } = await this
      .#script(request, signal);
    const requested = calls.map(([name, args]) => ({ id: `call-${++this.#calls}`, name, arguments: args }));
    return { text, calls: requested, tokens, cost, end, messages: messages ?? toMessages(text, requested) };
  }
}

/** Joins the texts of the last message. */
export function getLastText({ messages }: ModelRequest): string {
  return joinTexts(messages.slice(-1));
}

/** Joins the texts of all messages. */
export function getAllText({ messages }: ModelRequest): string {
  return joinTexts(messages);
}

function joinTexts(messages: ModelRequest["messages"]): string {
  return messages.flatMap(({ content }): Part[] =>
    typeof content === "string" ? [{ text: content }] : content as Part[]
  )
    .map(({ text, output }) => text ?? output?.value ?? "").join("\n");
}

/** The members of a message part that tests read. */
interface Part {
  text?: string;
  output?: { value: string };
}

function toMessages(text: string, calls: readonly RequestedCall[]): ModelResponse["messages"] {
  const parts = [
    ...text === "" ? [] : [{ type: "text" as const, text }],
    ...calls.map(({ id, name, arguments: input }) => ({
      type: "tool-call" as const,
      toolCallId: id,
      toolName: name,
      input,
    })),
  ];
  return parts.length === 0 ? [] : [{ role: "assistant", content: parts }];
}
