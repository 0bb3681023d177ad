/**
 * Login by OpenID Connect. Loaded only if an issuer is configured: the code that checks its tokens is large.
 *
 * @module
 */

export { OidcAuthenticator, type OidcOptions } from "./oidc_authenticator.ts";
