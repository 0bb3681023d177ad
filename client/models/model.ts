import type { JSONSchema7, ModelMessage } from "ai";

/** A language model, as the agent uses one. */
export interface Model {
  /** `PROVIDER:NAME`, as it was asked for. */
  readonly id: string;
  /**
   * Continues a conversation once; runs no tools.
   *
   * @param signal Gives up waiting when aborted; rejects then with the signal's reason.
   * @throws {ModelFailure} When there is no answer.
   */
  respond(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse>;
}

export interface ModelRequest {
  /** The system prompt. */
  instructions: string;
  messages: readonly ModelMessage[];
  /** What it may ask for to be called. */
  tools: readonly ModelTool[];
  /** How much it may write, in tokens. */
  maxTokens: number;
  temperature?: number;
  stopSequences?: readonly string[];
}

/** A tool as models are told of it. */
export interface ModelTool {
  /** At most 64 of `a-z`, `A-Z`, `0-9`, `_` and `-`, which is what every provider takes. */
  name: string;
  description: string;
  inputSchema: JSONSchema7;
}

export interface ModelResponse {
  /** What it said, as it goes back to it with the next request: beside the text it may hold what only its provider reads. */
  messages: readonly ModelMessage[];
  /** What it said to people; may be empty. */
  text: string;
  calls: readonly RequestedCall[];
  tokens: Tokens;
  /** In US dollars, where the endpoint tells it; else null. */
  cost: number | null;
  end: ResponseEnd;
}

/** A tool that the model wants to be called. */
export interface RequestedCall {
  id: string;
  /** As the model wrote it: there may be no such tool. */
  name: string;
  /** Undefined when what the model wrote is no JSON object. */
  arguments: Record<string, unknown> | undefined;
}

/** Why it stopped: it was done, or wants tools called; it reached `maxTokens`; its provider held the answer back. */
export type ResponseEnd = "done" | "length" | "filtered";

/** How much a model read and wrote, in tokens. */
export interface Tokens {
  input: number;
  output: number;
}
