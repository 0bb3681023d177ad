import { isPlainObject } from "../../base/values/is_plain_object.ts";
import {
  APICallError,
  generateText,
  jsonSchema,
  type LanguageModel,
  type ModelMessage,
  NoContentGeneratedError,
  tool,
  type ToolSet,
} from "ai";
import type { Endpoint } from "./endpoint.ts";
import { toModelError } from "./explain_call_error.ts";
import type { Model, ModelRequest, ModelResponse, ModelTool, RequestedCall, ResponseEnd } from "./model.ts";
import { ModelError } from "./model_error.ts";

type Generated = Awaited<ReturnType<typeof generateText>>;

const EMPTY_RESPONSE: ModelResponse = {
  messages: [],
  text: "",
  calls: [],
  tokens: { input: 0, output: 0 },
  cost: null,
  end: "done",
};

/** A model behind an API endpoint. */
export class ApiModel implements Model {
  readonly id: string;
  readonly #endpoint: Endpoint;
  readonly #model: LanguageModel;

  constructor(endpoint: Endpoint, model: LanguageModel) {
    this.id = `${endpoint.provider}:${endpoint.name}`;
    this.#endpoint = endpoint;
    this.#model = model;
  }

  async respond(request: ModelRequest, signal: AbortSignal): Promise<ModelResponse> {
    try {
      return toModelResponse(await this.#generate(request, signal));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (NoContentGeneratedError.isInstance(error)) return EMPTY_RESPONSE;
      if (APICallError.isInstance(error) || error instanceof TypeError) throw toModelError(error, this.#endpoint);
      throw new ModelError(`${this.id} returned an unreadable response: ${String(error)}`, { cause: error });
    }
  }

  #generate(request: ModelRequest, signal: AbortSignal): Promise<Generated> {
    const { instructions, messages, tools, maxTokens, temperature, stopSequences } = request;
    return generateText({
      model: this.#model,
      instructions,
      messages: [...messages],
      tools: toToolSet(tools),
      maxOutputTokens: maxTokens,
      ...temperature !== undefined && { temperature },
      ...stopSequences !== undefined && { stopSequences: [...stopSequences] },
      maxRetries: 0, // the caller decides on retries and shows them
      abortSignal: signal,
      providerOptions: { anthropic: { cacheControl: { type: "ephemeral" } } }, // each step repeats the whole conversation
    });
  }
}

/** Converts tools without an implementation: the agent loop runs them. */
function toToolSet(tools: readonly ModelTool[]): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [
      name,
      tool({ description, inputSchema: jsonSchema(inputSchema) }),
    ]),
  );
}

function toModelResponse({ text, toolCalls, usage, finishReason, response }: Generated): ModelResponse {
  return {
    messages: response.messages.filter(isAssistantMessage),
    text: text.trim(),
    calls: toolCalls.map(toRequestedCall),
    tokens: { input: usage.inputTokens ?? 0, output: usage.outputTokens ?? 0 },
    cost: typeof usage.raw?.cost === "number" ? usage.raw.cost : null,
    end: toResponseEnd(finishReason),
  };
}

/** Keeps the model's own messages. Empty ones must not be sent back, and the agent loop reports invalid calls itself. */
function isAssistantMessage({ role, content }: ModelMessage): boolean {
  return role === "assistant" && content.length > 0;
}

function toRequestedCall({ toolCallId, toolName, input }: Generated["toolCalls"][number]): RequestedCall {
  return { id: toolCallId, name: toolName, arguments: isPlainObject(input) ? input : undefined };
}

function toResponseEnd(reason: Generated["finishReason"]): ResponseEnd {
  if (reason === "length") return "length";
  return reason === "content-filter" ? "filtered" : "done";
}
