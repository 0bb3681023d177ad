import { SetUpFailure } from "../set_up_failure.ts";
import { endpointOf, type Environment } from "./endpoint.ts";
import type { Model } from "./model.ts";
import { type ModelChoice, parseModelChoice } from "./model_choice.ts";
import { openModel } from "./open_model.ts";

/**
 * Makes the models that were asked for; nothing is sent yet.
 *
 * @param texts Each `PROVIDER:NAME`.
 * @param environment Has their keys.
 * @param baseUrl Where they all are, when that isn't their provider's own place.
 * @throws {SetUpFailure} When one can't be had as it was asked for.
 */
export async function openModels(
  texts: readonly string[],
  environment: Environment,
  baseUrl?: string,
): Promise<Model[]> {
  const choices = texts.map(choiceOf);
  if (baseUrl !== undefined && new Set(choices.map(({ provider }) => provider)).size > 1) {
    throw new SetUpFailure(
      "--base-url is for one provider, and there are models of several: set their variables instead.",
    );
  }
  return await Promise.all(choices.map((choice) => openModel(endpointOf(choice, environment, baseUrl))));
}

function choiceOf(text: string): ModelChoice {
  try {
    return parseModelChoice(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SetUpFailure(`--model can't be "${text}": ${error.message}.`, [], { cause: error });
  }
}
