import { SetupError } from "../errors/mod.ts";
import { type EnvironmentVariables, findEndpoint } from "./endpoint.ts";
import type { Model } from "./model.ts";
import { type ModelChoice, parseModelChoice } from "./model_choice.ts";

/**
 * Creates the models for a list of choices. Sends nothing yet.
 *
 * @param texts Each `PROVIDER:NAME`.
 * @param environment Provides their API keys.
 * @param baseUrl The base URL of all models (default: the provider's own).
 * @throws {SetupError} If a choice is invalid or its setup is incomplete.
 */
export async function openModels(
  texts: readonly string[],
  environment: EnvironmentVariables,
  baseUrl?: string,
): Promise<Model[]> {
  const choices = texts.map(parseChoice);
  if (baseUrl !== undefined && new Set(choices.map(({ provider }) => provider)).size > 1) {
    throw new SetupError(
      "--base-url applies to one provider, but the models have several: set the providers' environment variables instead.",
    );
  }
  const { openModel } = await import("./open_model.ts"); // loads the AI SDK
  return await Promise.all(choices.map((choice) => openModel(findEndpoint(choice, environment, baseUrl))));
}

function parseChoice(text: string): ModelChoice {
  try {
    return parseModelChoice(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SetupError(`--model is invalid: "${text}". ${error.message}`, [], { cause: error });
  }
}
