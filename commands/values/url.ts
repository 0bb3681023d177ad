/** URLs that flags take. */

import { isLoopback } from "./http_address.ts";
import { SecretValueError } from "./secret_value_error.ts";

/**
 * Parses the URL of an issuer (OpenID Connect Discovery 1.0, section 3; RFC 8414, section 2).
 *
 * @returns The text unchanged, because issuers are compared letter by letter.
 * @throws {SyntaxError} If it cannot be an issuer.
 */
export function parseIssuer(text: string): string {
  const url = parseUrl(text);
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  if (url.protocol !== "https:" && !isLoopback(hostname)) {
    throw new SyntaxError("Use an https:// URL; http:// is accepted only for an issuer on this machine");
  }
  return text;
}

/**
 * Parses the URL by which hosts know a server.
 *
 * @returns The URL without `/mcp` at its end.
 * @throws {SyntaxError} If it is not an HTTP URL.
 */
export function parsePublicUrl(text: string): string {
  const { origin, pathname } = parseUrl(text);
  return origin + pathname.replace(/\/$/, "").replace(/\/mcp$/, "");
}

/**
 * Parses the MCP endpoint of a server of this program.
 *
 * @returns The text unchanged; with `/mcp` if it has no path.
 * @throws {SyntaxError} If it is not an HTTP URL.
 */
export function parseEndpoint(text: string): string {
  const { origin, pathname } = parseUrl(text);
  return pathname === "/" ? `${origin}/mcp` : text;
}

/**
 * Parses the origin of web pages.
 *
 * @returns The origin as browsers send it.
 * @throws {SyntaxError} If it has a path, or is not an HTTP URL.
 */
export function parseOrigin(text: string): string {
  const { origin, pathname } = parseUrl(text);
  if (pathname !== "/") throw new SyntaxError("Use an origin without a path, such as https://app.example.com:8443");
  return origin;
}

function parseUrl(text: string): URL {
  const InvalidUrlError = /[@?#]/.test(text) ? SecretValueError : SyntaxError; // a password or a key may be there
  if (/[\s\p{C}]/u.test(text)) throw new InvalidUrlError("Use a URL without spaces and control characters");
  const url = URL.parse(text);
  if (url === null || !["https:", "http:"].includes(url.protocol)) {
    throw new InvalidUrlError("Use a URL such as https://desk.example.com");
  }
  const { search, hash, username, password } = url;
  if (/[?#]/.test(text) || [search, hash, username, password].some((part) => part !== "")) {
    throw new InvalidUrlError("Use a URL without query, fragment, user name or password");
  }
  return url;
}
