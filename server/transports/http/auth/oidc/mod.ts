/**
 * Log-in by OpenID Connect. Loaded where an issuer is named: what checks its tokens is large.
 *
 * @module
 */

export { OidcAuthenticator, type OidcOptions } from "./oidc_authenticator.ts";
