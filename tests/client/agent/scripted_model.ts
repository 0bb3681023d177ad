import type { Model, ModelRequest, ModelResponse, RequestedCall } from "../../../client/models/model.ts";

/** What a scripted model says next; what is left out is empty. */
export type Turn = Partial<Omit<ModelResponse, "calls">> & {
  calls?: readonly (readonly [name: string, args: RequestedCall["arguments"]])[];
};

/** Decides on the next turn, by what it is asked. */
export type Script = (request: ModelRequest, signal: AbortSignal) => Turn | Promise<Turn>;

/** A model that does as it is told: turns in their order, the last one for ever, or what a function decides. */
export class ScriptedModel implements Model {
  readonly id: string;
  /** All that it was asked, as it was at the time. */
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

/** The texts of the last message. */
export function getLastText({ messages }: ModelRequest): string {
  return joinTexts(messages.slice(-1));
}

/** The texts of all messages. */
export function getAllText({ messages }: ModelRequest): string {
  return joinTexts(messages);
}

function joinTexts(messages: ModelRequest["messages"]): string {
  return messages.flatMap(({ content }): Part[] =>
    typeof content === "string" ? [{ text: content }] : content as Part[]
  )
    .map(({ text, output }) => text ?? output?.value ?? "").join("\n");
}

/** What is read of a part of a message. */
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
