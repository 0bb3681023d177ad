/** The models' side of sampling: servers ask, a model answers (MCP, client/sampling). */

import type {
  CreateMessageRequestParams,
  CreateMessageResult,
  ModelPreferences,
  SamplingMessage,
} from "@modelcontextprotocol/client";
import type { ModelMessage } from "ai";
import type { Model, ModelResponse } from "./model.ts";
import { ModelError } from "./model_error.ts";

/**
 * Answers a server's sampling request, with what the server allows and asks for: its tokens, its system prompt, its stop
 * sequences, and of several models the one it would rather have.
 *
 * @param models At least one; the first is the one for who has no wishes.
 * @param mostTokens What the run has left.
 * @returns The answer for the server, and the response it was made of.
 * @throws {ModelError} When the model has nothing to say, or the question isn't all text.
 */
export async function sampleModel(
  params: CreateMessageRequestParams,
  models: readonly Model[],
  mostTokens: number,
  signal: AbortSignal,
): Promise<{ result: CreateMessageResult; response: ModelResponse }> {
  const model = selectModel(models, params.modelPreferences);
  const response = await model.respond({
    instructions: params.systemPrompt ?? "Answer with what is asked for, and nothing else.",
    messages: params.messages.map(toModelMessage),
    tools: [],
    maxTokens: Math.min(params.maxTokens, mostTokens),
    ...params.temperature !== undefined && { temperature: params.temperature },
    ...params.stopSequences !== undefined && { stopSequences: params.stopSequences },
  }, signal);
  if (response.text === "") throw new ModelError(`${model.id} gave an empty answer to a server's question.`);
  const stopReason = response.end === "length" ? "maxTokens" : "endTurn";
  const result = { role: "assistant" as const, content: { type: "text" as const, text: response.text } };
  return { result: { ...result, model: model.id, stopReason }, response };
}

/** The first hint that is part of a model's name decides (MCP, client/sampling, "Model Hints"); else the first model. */
export function selectModel(models: readonly Model[], preferences: ModelPreferences | undefined): Model {
  for (const { name } of preferences?.hints ?? []) {
    const preferred = name && models.find(({ id }) => id.toLowerCase().includes(name.toLowerCase()));
    if (preferred) return preferred;
  }
  return models[0]!;
}

function toModelMessage({ role, content }: SamplingMessage): ModelMessage {
  const blocks = Array.isArray(content) ? content : [content];
  const texts = blocks.map((block) => {
    if (block.type === "text") return block.text;
    throw new ModelError(`A server asked a model about ${block.type}, and only text can be answered.`);
  });
  return { role, content: texts.join("\n") };
}
