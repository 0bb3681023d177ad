/** URLs that flags take. */

import { isLoopback } from "./http_address.ts";

/**
 * Parses the URL of an issuer (OpenID Connect Discovery 1.0, section 3; RFC 8414, section 2).
 *
 * @returns It as it is written: an issuer's name is compared letter by letter.
 * @throws {SyntaxError} When it can be none.
 */
export function parseIssuer(text: string): string {
  const url = parseUrl(text);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" && !isLoopback(hostname)) {
    throw new SyntaxError("only a URL that begins with https://, unless the issuer is on this machine");
  }
  return text;
}

/**
 * Parses the URL that hosts know a server by.
 *
 * @returns It up to `/mcp`, without that.
 * @throws {SyntaxError} When it can be none.
 */
export function parsePublicUrl(text: string): string {
  const { origin, pathname } = parseUrl(text);
  return origin + pathname.replace(/\/$/, "").replace(/\/mcp$/, "");
}

function parseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !["https:", "http:"].includes(url.protocol)) {
    throw new SyntaxError("only a URL such as https://desk.example.com");
  }
  const { search, hash, username, password } = url;
  if ([search, hash, username, password].some((part) => part !== "")) {
    throw new SyntaxError("only a URL without a query, a fragment, or a password");
  }
  return url;
}
