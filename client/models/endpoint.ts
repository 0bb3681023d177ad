import { trimTrailing } from "../../base/text/trim_trailing.ts";
import { SetupError } from "../errors/mod.ts";
import type { ModelChoice } from "./model_choice.ts";
import { type Provider, PROVIDER_SETTINGS } from "./providers.ts";

/** A model's endpoint and credentials. */
export interface Endpoint extends ModelChoice {
  wireFormat: Provider["wireFormat"];
  /** Without a trailing slash. */
  baseUrl: string;
  key: string | undefined;
}

/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Determines a model's endpoint. Keys come only from the environment, so that no process list or shell history shows them.
 *
 * @param baseUrl The base URL (default: the provider's variable, or its own default).
 * @throws {SetupError} If a required key or base URL is missing, or the base URL is invalid.
 */
export function findEndpoint(choice: ModelChoice, environment: EnvironmentVariables, baseUrl?: string): Endpoint {
  const provider = PROVIDER_SETTINGS[choice.provider];
  const key = environment[provider.key] || undefined;
  if (key === undefined && provider.needsKey) {
    throw new SetupError(`${choice.provider} requires an API key: set the environment variable ${provider.key}.`);
  }
  const location = baseUrl ?? (environment[provider.location] || provider.baseUrl);
  if (location === null) {
    throw new SetupError(
      `${choice.provider} requires a base URL: add --base-url URL, such as http://127.0.0.1:8080/v1, or set ${provider.location}.`,
    );
  }
  return { ...choice, wireFormat: provider.wireFormat, baseUrl: parseBaseUrl(location, provider), key };
}

/** Parses a base URL, and adds the API version to the path if it is missing, as is usual in `ANTHROPIC_BASE_URL`. */
function parseBaseUrl(text: string, { wireFormat: speaks }: Provider): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SetupError(
      `The base URL is invalid: "${text}". It must start with http:// or https://, such as https://api.example.com/v1.`,
    );
  }
  const path = trimTrailing(url.pathname, "/");
  const versioned = speaks === "anthropic" ? path.endsWith("/v1") : path !== "";
  return url.origin + path + (versioned ? "" : "/v1");
}
