/** Bearer tokens (RFC 6750). */

import type { Authenticator, AuthorizationServer, Scope } from "./authenticator.ts";
import { getMetadataUrl } from "./protected_resource.ts";
import { HttpError } from "../wire/mod.ts";

type Challenger = Pick<Authenticator, "authorizationServer">;

/** The form of the header (RFC 6750, section 2.1). */
const CREDENTIALS = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * Reads the token of a request (RFC 6750, section 2.1).
 *
 * @throws {HttpError} 401 if it has none.
 */
export function readBearerToken(request: Request, challenger: Challenger): string {
  const header = request.headers.get("authorization");
  if (header === null) {
    const issuer = challenger.authorizationServer === undefined ? "" : ` of ${challenger.authorizationServer.issuer}`;
    const message = `A token${issuer} is required. Send it as Authorization: Bearer TOKEN.`;
    throw createUnauthorizedError(message, {}, request, challenger);
  }
  const token = CREDENTIALS.exec(header.trim())?.[1];
  if (token !== undefined) return token;
  throw createInvalidTokenError("The Authorization header is invalid. Send it as Bearer TOKEN.", request, challenger);
}

/** 401 for an invalid token (RFC 6750, section 3.1, "invalid_token"). */
export function createInvalidTokenError(message: string, request: Request, challenger: Challenger): HttpError {
  return createUnauthorizedError(message, { error: "invalid_token", error_description: message }, request, challenger);
}

/** 403 for a valid token without the required scope (RFC 6750, section 3.1, "insufficient_scope"). */
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

/** 401 with the scopes to request (MCP 2026-07-28, basic/authorization, "Scope Selection Strategy"). */
function createUnauthorizedError(
  message: string,
  parameters: Record<string, string>,
  request: Request,
  challenger: Challenger,
): HttpError {
  const { authorizationServer: server } = challenger;
  const all = { ...parameters, ...server && { scope: formatScopes(server.scopes, server) } };
  return new HttpError(401, message, { headers: { "WWW-Authenticate": formatChallenge(all, request, challenger) } });
}

function formatChallenge(
  parameters: Record<string, string>,
  request: Request,
  { authorizationServer: server }: Challenger,
): string {
  const all = {
    realm: "support-mcp",
    ...parameters,
    ...server && { resource_metadata: getMetadataUrl(request, server) }, // RFC 9728, section 5.1
  };
  return `Bearer ${Object.entries(all).map(([name, value]) => `${name}="${toQuotable(value)}"`).join(", ")}`;
}

function formatScopes(scopes: readonly Scope[], server: AuthorizationServer | undefined): string {
  return scopes.map((scope) => server?.scopeNames[scope] ?? scope).join(" ");
}

/** RFC 6750, section 3: a description is printable ASCII without quotes and backslashes. */
function toQuotable(text: string): string {
  return text.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
}
