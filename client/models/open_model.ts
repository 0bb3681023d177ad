import type { LanguageModel } from "ai";
import { ApiModel } from "./api_model.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Model } from "./model.ts";

/** Creates the model for an endpoint. Loads the code for its wire format, but sends nothing yet. */
export async function openModel(endpoint: Endpoint): Promise<Model> {
  globalThis.AI_SDK_LOG_WARNINGS = false; // they would appear between the agent's own lines
  const model = endpoint.wireFormat === "anthropic"
    ? await createAnthropicModel(endpoint)
    : await createOpenAIModel(endpoint);
  return new ApiModel(endpoint, model);
}

async function createAnthropicModel({ name, baseUrl, key }: Endpoint): Promise<LanguageModel> {
  const { createAnthropic } = await import("@ai-sdk/anthropic");
  return createAnthropic({ baseURL: baseUrl, ...key !== undefined && { apiKey: key } })(name);
}

async function createOpenAIModel({ provider, name, baseUrl, key }: Endpoint): Promise<LanguageModel> {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: provider,
    baseURL: baseUrl,
    ...key !== undefined && { apiKey: key },
    ...provider === "openai" && { transformRequestBody: renameMaxTokens },
  })(name);
}

/** Renames `max_tokens`: OpenAI's newer models require the new name, other endpoints know only the old one. */
function renameMaxTokens({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, ...max_tokens !== undefined && { max_completion_tokens: max_tokens } };
}
