/** Bearer tokens (RFC 6750). */

import type { Authenticator } from "./authenticator.ts";
import { Refusal } from "./refusal.ts";

type Challenger = Pick<Authenticator, "challengeParameters">;

/**
 * The token of a request (RFC 6750, section 2.1).
 *
 * @throws {Refusal} 401 when it has none.
 */
export function bearerToken(request: Request, challenger: Challenger): string {
  const header = request.headers.get("authorization");
  if (header === null) {
    throw unauthorized("This server needs a token: send it as Authorization: Bearer TOKEN.", {}, challenger);
  }
  const token = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i.exec(header.trim())?.[1];
  if (token === undefined) throw invalidToken("The Authorization header is not of the form Bearer TOKEN.", challenger);
  return token;
}

/** 401 for a token that isn't good (RFC 6750, section 3.1, "invalid_token"). */
export function invalidToken(message: string, challenger: Challenger): Refusal {
  return unauthorized(message, { error: "invalid_token", error_description: message }, challenger);
}

/** 403 for a token that is good, but not for this (RFC 6750, section 3.1, "insufficient_scope"). */
export function insufficientScope(message: string, scope: string, challenger: Challenger): Refusal {
  const parameters = { error: "insufficient_scope", error_description: message, scope };
  return new Refusal(403, message, { headers: { "WWW-Authenticate": challenge(parameters, challenger) } });
}

function unauthorized(message: string, parameters: Record<string, string>, challenger: Challenger): Refusal {
  return new Refusal(401, message, { headers: { "WWW-Authenticate": challenge(parameters, challenger) } });
}

function challenge(parameters: Record<string, string>, { challengeParameters }: Challenger): string {
  const all = { realm: "support-mcp", ...parameters, ...challengeParameters };
  return `Bearer ${Object.entries(all).map(([name, value]) => `${name}="${quotable(value)}"`).join(", ")}`;
}

/** RFC 6750, section 3: a description holds neither quotes nor backslashes, nor anything but printable ASCII. */
function quotable(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
}
