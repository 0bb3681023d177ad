/** A stand-in for models' endpoints on this machine, which speaks their wire formats. */

import { type ChatCompletionRequest, type FixtureResponse, LLMock } from "@copilotkit/aimock";

/** What the model does next. */
export type Turn = Say | Fail;

/** Says something, and asks for calls: pairs of a tool's name and its arguments. */
export interface Say {
  text?: string;
  calls?: readonly (readonly [name: string, args: unknown])[];
  tokens?: { input: number; output: number };
  end?: "length" | "content_filter";
}

/** Answers with an HTTP error. */
export interface Fail {
  status: number;
  message: string;
  retryAfter?: number;
}

/** What a model is asked: OpenAI's form of it, whichever was spoken. */
export type Asked = ChatCompletionRequest;

/** Decides on the next turn. */
export type Script = (asked: Asked) => Turn | Promise<Turn>;

export class ModelEndpoint implements AsyncDisposable {
  readonly #mock: LLMock;
  /** All that was asked. */
  readonly asked: Asked[] = [];

  private constructor(script: Script) {
    this.#mock = new LLMock({ port: 0, host: "127.0.0.1" });
    this.#mock.on({ predicate: () => true }, async (asked) => {
      this.asked.push(asked);
      return responseOf(await script(asked));
    });
  }

  /** Starts one whose model follows a script: turns in their order, the last one for ever, or what a function decides. */
  static async start(script: Script | readonly Turn[]): Promise<ModelEndpoint> {
    const endpoint = new ModelEndpoint(typeof script === "function" ? script : inOrder(script));
    await endpoint.#mock.start();
    return endpoint;
  }

  /** The base URL for Anthropic's and for OpenAI's wire format. */
  get baseUrl(): string {
    return `${this.#mock.url}/v1`;
  }

  /** The paths that were asked, and the headers. */
  get requests() {
    return this.#mock.getRequests();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#mock.stop();
  }
}

/** The text of the last message. */
export function lastWords({ messages }: Asked): string {
  return textOf(messages.at(-1)!.content);
}

/** The text of all messages, the system prompt first. */
export function allWords({ messages }: Asked): string {
  return messages.map(({ content }) => textOf(content)).join("\n");
}

/** The names of the tools that were offered. */
export function toolsOf({ tools = [] }: Asked): string[] {
  return tools.map((tool) => tool.function.name);
}

function textOf(content: Asked["messages"][number]["content"]): string {
  if (!Array.isArray(content)) return content ?? "";
  return content.map((part) => part.text ?? "").join("");
}

function inOrder(turns: readonly Turn[]): Script {
  let next = 0;
  return () => turns[Math.min(next++, turns.length - 1)]!;
}

function responseOf(turn: Turn): FixtureResponse {
  if ("status" in turn) {
    const { status, message, retryAfter } = turn;
    return { error: { message, type: "error" }, status, ...retryAfter !== undefined && { retryAfter } };
  }
  const { text = "", calls = [], tokens = { input: 10, output: 5 }, end } = turn;
  const toolCalls = calls.map(([name, args]) => ({
    name,
    arguments: typeof args === "string" ? args : JSON.stringify(args),
  }));
  const overrides = {
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      input_tokens: tokens.input,
      output_tokens: tokens.output,
    },
    ...end !== undefined && { finishReason: end },
  };
  if (toolCalls.length === 0) return { content: text, ...overrides };
  return text === "" ? { toolCalls, ...overrides } : { content: text, toolCalls, ...overrides };
}
