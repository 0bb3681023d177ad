import { type ProviderName, PROVIDERS } from "./providers.ts";

/** The choice of a model. */
export interface ModelChoice {
  provider: ProviderName;
  /** The provider's name for it, such as `claude-sonnet-4-5` or `qwen3:8b`. */
  name: string;
}

/**
 * Parses `PROVIDER:NAME`. The name may contain colons.
 *
 * @throws {SyntaxError} If the form is wrong or the provider is unknown.
 */
export function parseModelChoice(text: string): ModelChoice {
  const colon = text.indexOf(":");
  const provider = PROVIDERS.find((name) => name === text.slice(0, colon));
  const name = text.slice(colon + 1).trim();
  if (colon === -1 || name === "") {
    throw new SyntaxError(`Use PROVIDER:NAME, such as ollama:qwen3. Providers: ${PROVIDERS.join(", ")}.`);
  }
  if (provider === undefined) {
    throw new SyntaxError(`Unknown provider ${text.slice(0, colon)}. Providers: ${PROVIDERS.join(", ")}.`);
  }
  return { provider, name };
}
