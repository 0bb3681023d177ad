/** What an issuer says of itself (OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3). */

import { DocumentNotFoundError, fetchDocument } from "./issuer_document.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

/**
 * Finds where an issuer has its keys.
 *
 * @param issuer Its URL, as it calls itself.
 * @param patience How long each document may take, in milliseconds.
 * @throws {IssuerUnavailableError} When it doesn't say, or is another issuer.
 */
export async function discoverKeys(issuer: string, patience: number): Promise<URL> {
  const metadata = await fetchMetadata(issuer, patience);
  if (metadata.issuer !== issuer) throw createIssuerMismatchError(issuer, metadata.issuer);
  const { jwks_uri } = metadata;
  if (typeof jwks_uri === "string" && URL.canParse(jwks_uri)) {
    const url = new URL(jwks_uri);
    if (url.protocol === "https:" || url.origin === new URL(issuer).origin) return url;
  }
  throw new IssuerUnavailableError(`${issuer} names no place for its keys (jwks_uri) that https leads to`);
}

/** OpenID Connect's place first; OAuth's for a server that is no OpenID provider. */
async function fetchMetadata(issuer: string, patience: number): Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  try {
    return await fetchDocument(new URL(`${origin}${path}/.well-known/openid-configuration`), patience);
  } catch (error) {
    if (!(error instanceof DocumentNotFoundError)) throw error;
    return await fetchDocument(new URL(`${origin}/.well-known/oauth-authorization-server${path}`), patience);
  }
}

/** Both specifications want the names to be identical: otherwise one could speak for another. */
function createIssuerMismatchError(issuer: string, name: unknown): IssuerUnavailableError {
  return new IssuerUnavailableError(
    `What is at ${issuer} calls itself ${
      JSON.stringify(name)
    }: if that is right, give that to --oidc-issuer, to the letter`,
  );
}
