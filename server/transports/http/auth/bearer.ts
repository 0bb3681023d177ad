/** Bearer tokens (RFC 6750). */

import type { Authenticator, AuthorizationServer, Scope } from "./authenticator.ts";
import { getMetadataUrl } from "./protected_resource.ts";
import { HttpError } from "../wire/mod.ts";

type Challenger = Pick<Authenticator, "authorizationServer">;

/** A token as a header may hold it (RFC 6750, section 2.1). */
const CREDENTIALS = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * The token of a request (RFC 6750, section 2.1).
 *
 * @throws {HttpError} 401 when it has none.
 */
export function readBearerToken(request: Request, challenger: Challenger): string {
  const header = request.headers.get("authorization");
  if (header === null) {
    const issuer = challenger.authorizationServer === undefined ? "" : ` of ${challenger.authorizationServer.issuer}`;
    const message = `This server needs a token${issuer}: send it as Authorization: Bearer TOKEN.`;
    throw createUnauthorizedError(message, {}, request, challenger);
  }
  const token = CREDENTIALS.exec(header.trim())?.[1];
  if (token !== undefined) return token;
  throw createInvalidTokenError("The Authorization header is not of the form Bearer TOKEN.", request, challenger);
}

/** 401 for a token that isn't good (RFC 6750, section 3.1, "invalid_token"). */
export function createInvalidTokenError(message: string, request: Request, challenger: Challenger): HttpError {
  return createUnauthorizedError(message, { error: "invalid_token", error_description: message }, request, challenger);
}

/** 403 for a token that is good, but not for this (RFC 6750, section 3.1, "insufficient_scope"). */
export function createInsufficientScopeError(
  message: string,
  needed: readonly Scope[],
  request: Request,
  challenger: Challenger,
): HttpError {
  const scope = formatScopes(needed, challenger.authorizationServer);
  const parameters = { error: "insufficient_scope", error_description: message, scope };
  return new HttpError(403, message, {
    headers: { "WWW-Authenticate": formatChallenge(parameters, request, challenger) },
  });
}

/** 401. It says which scopes to ask for (MCP 2026-07-28, basic/authorization, "Scope Selection Strategy"). */
function createUnauthorizedError(
  message: string,
  parameters: Record<string, string>,
  request: Request,
  challenger: Challenger,
): HttpError {
  const { authorizationServer: logIn } = challenger;
  const all = { ...parameters, ...logIn && { scope: formatScopes(logIn.scopes, logIn) } };
  return new HttpError(401, message, { headers: { "WWW-Authenticate": formatChallenge(all, request, challenger) } });
}

function formatChallenge(
  parameters: Record<string, string>,
  request: Request,
  { authorizationServer: logIn }: Challenger,
): string {
  const all = {
    realm: "support-mcp",
    ...parameters,
    ...logIn && { resource_metadata: getMetadataUrl(request, logIn) }, // RFC 9728, section 5.1
  };
  return `Bearer ${Object.entries(all).map(([name, value]) => `${name}="${toQuotable(value)}"`).join(", ")}`;
}

function formatScopes(scopes: readonly Scope[], logIn: AuthorizationServer | undefined): string {
  return scopes.map((scope) => logIn?.scopeNames[scope] ?? scope).join(" ");
}

/** RFC 6750, section 3: a description holds neither quotes nor backslashes, nor anything but printable ASCII. */
function toQuotable(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
}
