import type { JSONSchema7, ModelMessage } from "ai";

/** A language model that the agent can use. */
export interface Model {
  /** `PROVIDER:NAME`. */
  readonly id: string;
  /**
   * Generates the next message of a conversation. Does not run tools.
   *
   * @param signal Cancels the request when aborted; the promise then rejects with the signal's reason.
   * @throws {ModelError} If there is no response.
   */
  respond(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse>;
}

export interface ModelRequest {
  /** The system prompt. */
  instructions: string;
  messages: readonly ModelMessage[];
  /** The tools that the model may call. */
  tools: readonly ModelTool[];
  /** The output limit, in tokens. */
  maxTokens: number;
  temperature?: number;
  stopSequences?: readonly string[];
}

/** A tool as presented to models. */
export interface ModelTool {
  /** At most 64 of `a-z`, `A-Z`, `0-9`, `_` and `-`, which every provider accepts. */
  name: string;
  description: string;
  inputSchema: JSONSchema7;
}

export interface ModelResponse {
  /** The response as messages for the next request. They may contain data that only the provider can read. */
  messages: readonly ModelMessage[];
  /** The text for people; may be empty. */
  text: string;
  calls: readonly RequestedCall[];
  tokens: Tokens;
  /** In US dollars, or null if the endpoint does not report it. */
  cost: number | null;
  end: ResponseEnd;
}

/** A tool call that the model requests. */
export interface RequestedCall {
  id: string;
  /** As written by the model; such a tool may not exist. */
  name: string;
  /** Undefined if the model did not write a JSON object. */
  arguments: Record<string, unknown> | undefined;
}

/** The reason for the end: done (or tools are to be called), `maxTokens` reached, or withheld by the provider. */
export type ResponseEnd = "done" | "length" | "filtered";

/** Tokens that a model read and wrote. */
export interface Tokens {
  input: number;
  output: number;
}
