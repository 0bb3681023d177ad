import type { APICallError } from "ai";
import type { Endpoint } from "./endpoint.ts";
import { ModelError, type Outlook } from "./model_error.ts";
import { PROVIDER_SETTINGS } from "./providers.ts";

/** How much of an endpoint's own words is told, in UTF-16 code units. */
const MAX_REASON_LENGTH = 300;

/**
 * Puts into words what went wrong with a request to an endpoint.
 *
 * @param error A `TypeError` is what `fetch` throws when there is no connection, or it breaks off.
 */
export function toModelError(error: APICallError | TypeError, endpoint: Endpoint): ModelError {
  const refusal: CallError = error instanceof TypeError ? { message: error.message } : error;
  return new ModelError(explainCallError(refusal, endpoint), {
    cause: error,
    outlook: isContextOverflow(refusal) ? "overlong" : getOutlook(refusal.statusCode),
    retryAfter: parseRetryAfter(refusal.responseHeaders?.["retry-after"]),
  });
}

/** What is known of it; no status: nobody answered. */
type CallError = Pick<APICallError, "message"> & Partial<Pick<APICallError, "statusCode" | "responseHeaders">>;

/** The providers' words for a conversation that is longer than their model can read; there is no code for it. */
const CONTEXT_OVERFLOW =
  /context[ _](length|window|size)|maximum context|prompt is too long|input is too long|too many tokens/i;

function isContextOverflow({ statusCode, message }: CallError): boolean {
  return statusCode === 413 || (statusCode === 400 && CONTEXT_OVERFLOW.test(message));
}

/** Busy: too many requests (429), slow (408), or a fault of theirs (5xx; Anthropic's "overloaded" is 529). */
function getOutlook(status: number | undefined): Outlook {
  if (status === undefined) return "unreachable";
  return status === 408 || status === 429 || status >= 500 ? "busy" : "hopeless";
}

function explainCallError(error: CallError, endpoint: Endpoint): string {
  const { provider, name, baseUrl, key } = endpoint;
  const { statusCode: status } = error;
  const said = `${status}: ${getReason(error, key)}`;
  switch (status) {
    case undefined:
      return `${provider} can't be reached at ${baseUrl}: ${
        getReason(error, key)
      }. Check that it runs, and the base URL.`;
    case 200:
      return `${provider} at ${baseUrl} gave an answer that can't be read: ${
        getReason(error, key)
      }. Check the base URL.`;
    case 401:
    case 403:
      return explainRejectedKey(endpoint, status);
    case 404:
      return `${provider} at ${baseUrl} has no model ${name} (${said}). Check the name, and the base URL.`;
    case 429:
      return `${provider} takes no more requests for now (${said}). Try again later, or raise your account's limits.`;
    default:
      return getOutlook(status) === "busy"
        ? `${provider} can't answer for now (${said}). Try again later.`
        : `${provider} refused the request (${said}).`;
  }
}

/** Without the endpoint's own words, which may repeat the key. */
function explainRejectedKey({ provider, key }: Endpoint, status: number): string {
  const variable = PROVIDER_SETTINGS[provider].key;
  return key === undefined
    ? `${provider} asks for a key (${status}): set the environment variable ${variable}.`
    : `${provider} does not accept the key in ${variable}, or not for this model (${status}): check both.`;
}

/** What stands before the reason when there is no connection, and tells nothing more. */
const FETCH_PREFIX =
  /^(Cannot connect to API: )?(error sending request for url \([^)]*\): )?(client error \(Connect\): )?/;

function getReason({ message }: CallError, key: string | undefined): string {
  const line = message.replace(FETCH_PREFIX, "").replaceAll(/\s+/g, " ").trim().replace(/\.$/, "") || "no reason given";
  const safe = key === undefined ? line : line.replaceAll(key, "…");
  return safe.length > MAX_REASON_LENGTH ? safe.slice(0, MAX_REASON_LENGTH - 1) + "…" : safe;
}

/** A number of seconds, or a date (RFC 9110, section 10.2.3). */
function parseRetryAfter(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
