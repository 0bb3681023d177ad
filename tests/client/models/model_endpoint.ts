/** A local replacement for models' endpoints, with their wire formats. */

import { type ChatCompletionRequest, type FixtureResponse, LLMock } from "@copilotkit/aimock";

/** The next action of the model. */
export type Turn = Say | Fail;

/** Returns a text and tool calls, as pairs of a name and arguments. */
export interface Say {
  text?: string;
  calls?: readonly (readonly [name: string, args: unknown])[];
  tokens?: { input: number; output: number };
  end?: "length" | "content_filter";
}

/** Responds with an HTTP error. */
export interface Fail {
  status: number;
  message: string;
  retryAfter?: number;
}

/** A request to the model, always in OpenAI's form. */
export type Asked = ChatCompletionRequest;

/** Chooses the next turn. */
export type Script = (asked: Asked) => Turn | Promise<Turn>;

/** Implements the wire formats for every endpoint. It is never closed, because its server keeps a timer that Deno 2.7 reports as a leak. */
const wire = new LLMock({ port: 0, host: "127.0.0.1" });
await wire.start();

export class ModelEndpoint implements AsyncDisposable {
  /** All requests. */
  readonly asked: Asked[] = [];
  readonly #id = crypto.randomUUID();
  readonly #script: Script;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #ending = new AbortController();
  /** Settled at the end of the endpoint, for requests that still wait. */
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

  /** Starts an endpoint with a scripted model: turns in order, repeating the last one, or a function. */
  static start(script: Script | readonly Turn[]): ModelEndpoint {
    return new ModelEndpoint(typeof script === "function" ? script : createSequence(script));
  }

  /** The base URL for both wire formats. */
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

/** Returns the text of the last message. */
export function getLastMessages({ messages }: Asked): string {
  return getText(messages.at(-1)!.content);
}

/** Returns the names of the offered tools. */
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
