import { SetupError } from "../errors/mod.ts";
import { type EnvironmentVariables, findEndpoint } from "./endpoint.ts";
import type { Model } from "./model.ts";
import { type ModelChoice, parseModelChoice } from "./model_choice.ts";

/**
 * Makes the models that were asked for; nothing is sent yet.
 *
 * @param texts Each `PROVIDER:NAME`.
 * @param environment Has their keys.
 * @param baseUrl Where they all are, when that isn't their provider's own place.
 * @throws {SetupError} When one can't be had as it was asked for.
 */
export async function openModels(
  texts: readonly string[],
  environment: EnvironmentVariables,
  baseUrl?: string,
): Promise<Model[]> {
  const choices = texts.map(parseChoice);
  if (baseUrl !== undefined && new Set(choices.map(({ provider }) => provider)).size > 1) {
    throw new SetupError(
      "--base-url is for one provider, and there are models of several: set their variables instead.",
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
    throw new SetupError(`--model can't be "${text}": ${error.message}.`, [], { cause: error });
  }
}
