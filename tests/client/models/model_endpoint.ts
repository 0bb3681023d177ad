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

/** Speaks the wire formats for every endpoint. It never ends: its server keeps a timer that Deno 2.7 takes for a leak. */
const wire = new LLMock({ port: 0, host: "127.0.0.1" });
await wire.start();

export class ModelEndpoint implements AsyncDisposable {
  /** All that was asked. */
  readonly asked: Asked[] = [];
  readonly #id = crypto.randomUUID();
  readonly #script: Script;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #ending = new AbortController();
  /** Settles with the endpoint's end, for who still waits then. */
  readonly #over = Promise.withResolvers<Turn>();

  private constructor(script: Script) {
    this.#script = script;
    wire.on({ context: this.#id }, (asked) => this.#answer(asked));
    const { signal } = this.#ending;
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen() {}, signal },
      (request) => this.#pass(request),
    );
  }

  /** Starts one whose model follows a script: turns in their order, the last one for ever, or what a function decides. */
  static start(script: Script | readonly Turn[]): ModelEndpoint {
    return new ModelEndpoint(typeof script === "function" ? script : createSequence(script));
  }

  /** The base URL for Anthropic's and for OpenAI's wire format. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/v1`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.resolve({ status: 503, message: "over" });
    this.#ending.abort();
    await this.#server.finished;
  }

  async #answer(asked: Asked): Promise<FixtureResponse> {
    this.asked.push(asked);
    return toFixtureResponse(await Promise.race([this.#script(asked), this.#over.promise]));
  }

  async #pass(request: Request): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set("x-aimock-context", this.#id);
    const { pathname } = new URL(request.url);
    const response = await fetch(wire.url + pathname, { method: request.method, headers, body: await request.text() });
    return new Response(await response.text(), response);
  }
}

/** The text of the last message. */
export function getLastMessages({ messages }: Asked): string {
  return getText(messages.at(-1)!.content);
}

/** The names of the tools that were offered. */
export function getTools({ tools = [] }: Asked): string[] {
  return tools.map((tool) => tool.function.name);
}

function getText(content: Asked["messages"][number]["content"]): string {
  if (!Array.isArray(content)) return content ?? "";
  return content.map((part) => part.text ?? "").join("");
}

function createSequence(turns: readonly Turn[]): Script {
  let next = 0;
  return () => turns[Math.min(next++, turns.length - 1)]!;
}

function toFixtureResponse(turn: Turn): FixtureResponse {
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
