/** The metadata of an issuer (OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3). */

import { DocumentNotFoundError, fetchDocument } from "./issuer_document.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

/**
 * Finds the URL of an issuer's keys.
 *
 * @param issuer Its URL, as it identifies itself.
 * @param timeout For each document, in milliseconds.
 * @throws {IssuerUnavailableError} If the metadata are missing or belong to another issuer.
 */
export async function discoverKeys(issuer: string, timeout: number): Promise<URL> {
  const metadata = await fetchMetadata(issuer, timeout);
  if (metadata.issuer !== issuer) throw createIssuerMismatchError(issuer, metadata.issuer);
  const { jwks_uri } = metadata;
  if (typeof jwks_uri === "string" && URL.canParse(jwks_uri)) {
    const url = new URL(jwks_uri);
    if (url.protocol === "https:" || url.origin === new URL(issuer).origin) return url;
  }
  throw new IssuerUnavailableError(`${issuer} has no https URL for its keys (jwks_uri)`);
}

/** OpenID Connect's location first, then OAuth's, for a server that is no OpenID provider. */
async function fetchMetadata(issuer: string, timeout: number): Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  try {
    return await fetchDocument(new URL(`${origin}${path}/.well-known/openid-configuration`), timeout);
  } catch (error) {
    if (!(error instanceof DocumentNotFoundError)) throw error;
    return await fetchDocument(new URL(`${origin}/.well-known/oauth-authorization-server${path}`), timeout);
  }
}

/** Both specifications require identical names: otherwise one issuer could impersonate another. */
function createIssuerMismatchError(issuer: string, name: unknown): IssuerUnavailableError {
  return new IssuerUnavailableError(
    `--oidc-issuer ${issuer} identifies itself as ${JSON.stringify(name)}: if that is correct, use exactly that value`,
  );
}
