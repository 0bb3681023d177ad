/** Bearer tokens (RFC 6750). */

import type { Authenticator, LogIn, Scope } from "./authenticator.ts";
import { metadataUrl } from "./protected_resource.ts";
import { Refusal } from "./refusal.ts";

type Challenger = Pick<Authenticator, "logIn">;

/** A token as a header may hold it (RFC 6750, section 2.1). */
const CREDENTIALS = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * The token of a request (RFC 6750, section 2.1).
 *
 * @throws {Refusal} 401 when it has none.
 */
export function bearerToken(request: Request, challenger: Challenger): string {
  const header = request.headers.get("authorization");
  if (header === null) {
    const issuer = challenger.logIn === undefined ? "" : ` of ${challenger.logIn.issuer}`;
    const message = `This server needs a token${issuer}: send it as Authorization: Bearer TOKEN.`;
    throw unauthorized(message, {}, request, challenger);
  }
  const token = CREDENTIALS.exec(header.trim())?.[1];
  if (token !== undefined) return token;
  throw invalidToken("The Authorization header is not of the form Bearer TOKEN.", request, challenger);
}

/** 401 for a token that isn't good (RFC 6750, section 3.1, "invalid_token"). */
export function invalidToken(message: string, request: Request, challenger: Challenger): Refusal {
  return unauthorized(message, { error: "invalid_token", error_description: message }, request, challenger);
}

/** 403 for a token that is good, but not for this (RFC 6750, section 3.1, "insufficient_scope"). */
export function insufficientScope(
  message: string,
  needed: readonly Scope[],
  request: Request,
  challenger: Challenger,
): Refusal {
  const scope = scopesText(needed, challenger.logIn);
  const parameters = { error: "insufficient_scope", error_description: message, scope };
  return new Refusal(403, message, { headers: { "WWW-Authenticate": challenge(parameters, request, challenger) } });
}

/** 401. It says which scopes to ask for (MCP 2026-07-28, basic/authorization, "Scope Selection Strategy"). */
function unauthorized(
  message: string,
  parameters: Record<string, string>,
  request: Request,
  challenger: Challenger,
): Refusal {
  const { logIn } = challenger;
  const all = { ...parameters, ...logIn && { scope: scopesText(logIn.scopes, logIn) } };
  return new Refusal(401, message, { headers: { "WWW-Authenticate": challenge(all, request, challenger) } });
}

function challenge(parameters: Record<string, string>, request: Request, { logIn }: Challenger): string {
  const all = {
    realm: "support-mcp",
    ...parameters,
    ...logIn && { resource_metadata: metadataUrl(request, logIn) }, // RFC 9728, section 5.1
  };
  return `Bearer ${Object.entries(all).map(([name, value]) => `${name}="${quotable(value)}"`).join(", ")}`;
}

function scopesText(scopes: readonly Scope[], logIn: LogIn | undefined): string {
  return scopes.map((scope) => logIn?.scopeNames[scope] ?? scope).join(" ");
}

/** RFC 6750, section 3: a description holds neither quotes nor backslashes, nor anything but printable ASCII. */
function quotable(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
}
