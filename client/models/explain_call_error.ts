import { truncate } from "../../base/text/truncate.ts";
import type { APICallError } from "ai";
import type { Endpoint } from "./endpoint.ts";
import { ModelError, type Outlook } from "./model_error.ts";
import { PROVIDER_SETTINGS } from "./providers.ts";

/** Length limit for quoted error messages, in UTF-16 code units. */
const MAX_REASON_LENGTH = 300;

/**
 * Converts the error of a request to a model's endpoint.
 *
 * @param error A `TypeError` is what `fetch` throws if the connection fails or is lost.
 */
export function toModelError(error: APICallError | TypeError, endpoint: Endpoint): ModelError {
  const callError: CallError = error instanceof TypeError ? { message: error.message } : error;
  return new ModelError(explainCallError(callError, endpoint), {
    cause: error,
    outlook: isContextOverflow(callError) ? "overlong" : getOutlook(callError.statusCode),
    retryAfter: parseRetryAfter(callError.responseHeaders?.["retry-after"]),
  });
}

/** The known facts about the error. Without a status, no response arrived. */
type CallError = Pick<APICallError, "message"> & Partial<Pick<APICallError, "statusCode" | "responseHeaders">>;

/** The providers' messages for a conversation that exceeds the context window, for which there is no error code. */
const CONTEXT_OVERFLOW =
  /context[ _](length|window|size)|maximum context|prompt is too long|input is too long|too many tokens/i;

function isContextOverflow({ statusCode, message }: CallError): boolean {
  return statusCode === 413 || (statusCode === 400 && CONTEXT_OVERFLOW.test(message));
}

/** Rates the chance of a retry. Busy: rate limited (429), slow (408), or a server error (5xx; Anthropic's "overloaded" is 529). */
function getOutlook(status: number | undefined): Outlook {
  if (status === undefined) return "unreachable";
  return status === 408 || status === 429 || status >= 500 ? "busy" : "hopeless";
}

function explainCallError(error: CallError, endpoint: Endpoint): string {
  const { provider, name, baseUrl, key } = endpoint;
  const { statusCode: status } = error;
  const details = `${status}: ${getReason(error, key)}`;
  switch (status) {
    case undefined:
      return `${provider} cannot be reached at ${baseUrl}: ${
        getReason(error, key)
      }. Check that it is running, and check the base URL.`;
    case 200:
      return `${provider} at ${baseUrl} returned an unreadable response: ${getReason(error, key)}. Check the base URL.`;
    case 401:
    case 403:
      return explainRejectedKey(endpoint, status);
    case 404:
      return `${provider} at ${baseUrl} has no model ${name} (${details}). Check the model name and the base URL.`;
    case 429:
      return `${provider} is rate limiting requests (${details}). Retry later, or raise your account's limits.`;
    default:
      return getOutlook(status) === "busy"
        ? `${provider} is temporarily unavailable (${details}). Retry later.`
        : `${provider} rejected the request (${details}).`;
  }
}

/** Omits the endpoint's message, which may repeat the key. */
function explainRejectedKey({ provider, key }: Endpoint, status: number): string {
  const variable = PROVIDER_SETTINGS[provider].key;
  return key === undefined
    ? `${provider} requires an API key (${status}): set the environment variable ${variable}.`
    : `${provider} rejected the key in ${variable}, or the key has no access to this model (${status}). Check both.`;
}

/** The runtime's prefix of connection errors, which adds no information. */
const FETCH_PREFIX =
  /^(Cannot connect to API: )?(error sending request for url \([^)]*\): )?(client error \(Connect\): )?/;

function getReason({ message }: CallError, key: string | undefined): string {
  const line = message.replace(FETCH_PREFIX, "").replaceAll(/\s+/g, " ").trim().replace(/\.$/, "") || "no reason given";
  const safe = key === undefined ? line : line.replaceAll(key, "…");
  return truncate(safe, MAX_REASON_LENGTH);
}

/** Parses a Retry-After header, which is a number of seconds or a date (RFC 9110, section 10.2.3). */
function parseRetryAfter(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
