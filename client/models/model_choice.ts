import { type ProviderName, PROVIDERS } from "./providers.ts";

/** Which model was asked for. */
export interface ModelChoice {
  provider: ProviderName;
  /** As the provider knows it, such as `claude-sonnet-4-5` or `qwen3:8b`. */
  name: string;
}

/**
 * Reads `PROVIDER:NAME`; the name may hold further colons.
 *
 * @throws {SyntaxError} When it is something else, or there is no such provider.
 */
export function parseModelChoice(text: string): ModelChoice {
  const colon = text.indexOf(":");
  const provider = PROVIDERS.find((name) => name === text.slice(0, colon));
  const name = text.slice(colon + 1).trim();
  if (colon === -1 || name === "") {
    throw new SyntaxError(`a model is PROVIDER:NAME, such as ollama:qwen3; providers are ${PROVIDERS.join(", ")}`);
  }
  if (provider === undefined) {
    throw new SyntaxError(`there is no provider ${text.slice(0, colon)}, only ${PROVIDERS.join(", ")}`);
  }
  return { provider, name };
}
