/** The metadata of an issuer (OpenID Connect Discovery 1.0, section 4; RFC 8414, section 3). */

import { DocumentNotFoundError, fetchDocument } from "./issuer_document.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

/**
 * Finds the URL of an issuer's keys.
 *
 * @param issuer Its URL, as it identifies itself.
 * @param timeout For each document, in milliseconds.
 * @throws {IssuerUnavailableError} If the metadata is missing or belongs to another issuer.
 */
export async function discoverKeys(issuer: string, timeout: number): Promise<URL> {
  return readUrl(await readMetadata(issuer, timeout), "jwks_uri", "its keys");
}

/** The URLs with which people log in. */
export interface LogInEndpoints {
  /** The browser goes there. */
  authorization: URL;
  /** This server asks there for tokens. */
  token: URL;
}

/**
 * Finds the URLs with which people log in.
 *
 * @throws {IssuerUnavailableError} As {@linkcode discoverKeys}.
 */
export async function discoverLogIn(issuer: string, timeout: number): Promise<LogInEndpoints> {
  const metadata = await readMetadata(issuer, timeout);
  return {
    authorization: readUrl(metadata, "authorization_endpoint", "logging in"),
    token: readUrl(metadata, "token_endpoint", "tokens"),
  };
}

async function readMetadata(issuer: string, timeout: number): Promise<Record<string, unknown>> {
  const metadata = await fetchMetadata(issuer, timeout);
  if (metadata.issuer !== issuer) throw createIssuerMismatchError(issuer, metadata.issuer);
  return metadata;
}

function readUrl(metadata: Record<string, unknown>, name: string, purpose: string): URL {
  const [value, issuer] = [metadata[name], String(metadata.issuer)];
  if (typeof value === "string" && URL.canParse(value)) {
    const url = new URL(value);
    if (url.protocol === "https:" || url.origin === new URL(issuer).origin) return url;
  }
  throw new IssuerUnavailableError(`${issuer} has no https URL for ${purpose} (${name})`);
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
