import { SetupError } from "../errors/mod.ts";
import type { ModelChoice } from "./model_choice.ts";
import { type Provider, PROVIDER_SETTINGS } from "./providers.ts";

/** Where a model is, and how this program gets in. */
export interface Endpoint extends ModelChoice {
  wireFormat: Provider["wireFormat"];
  /** Without a slash at its end. */
  baseUrl: string;
  key: string | undefined;
}

/** The environment variables, by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Finds a model's endpoint. Keys come from the environment alone, so that no list of processes and no shell's history
 * shows them.
 *
 * @param baseUrl What was asked for; when left out, the provider's own variable or default.
 * @throws {SetupError} When the provider needs a key or a base URL that isn't there, or the base URL is none.
 */
export function findEndpoint(choice: ModelChoice, environment: EnvironmentVariables, baseUrl?: string): Endpoint {
  const provider = PROVIDER_SETTINGS[choice.provider];
  const key = environment[provider.key] || undefined;
  if (key === undefined && provider.needsKey) {
    throw new SetupError(`${choice.provider} needs a key: set the environment variable ${provider.key}.`);
  }
  const location = baseUrl ?? (environment[provider.location] || provider.baseUrl);
  if (location === null) {
    throw new SetupError(
      `${choice.provider} needs to know where: add --base-url URL, such as http://127.0.0.1:8080/v1, or set ${provider.location}.`,
    );
  }
  return { ...choice, wireFormat: provider.wireFormat, baseUrl: parseBaseUrl(location, provider), key };
}

/**
 * @returns The URL with the version in its path where it is left out, as `ANTHROPIC_BASE_URL` usually has it.
 */
function parseBaseUrl(text: string, { wireFormat: speaks }: Provider): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SetupError(
      `The base URL "${text}" is none: it begins with http:// or https://, such as https://api.example.com/v1.`,
    );
  }
  const path = url.pathname.replace(/\/+$/, "");
  const versioned = speaks === "anthropic" ? path.endsWith("/v1") : path !== "";
  return url.origin + path + (versioned ? "" : "/v1");
}
