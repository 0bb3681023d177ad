/**
 * Access to the server: hosts and origins, tokens, scopes and rate limits. Login by OpenID Connect is in `oidc/`.
 *
 * @module
 */

export {
  anonymousAuthenticator,
  type Authenticator,
  type AuthorizationServer,
  createPrincipal,
  getScope,
  type Principal,
  type Scope,
} from "./authenticator.ts";
export { createInsufficientScopeError, createInvalidTokenError, readBearerToken } from "./bearer.ts";
export type { BrowserLogIn, LogInForm, LogInRequest, LogInTokens } from "./browser_log_in.ts";
export { checkScope } from "./check_scope.ts";
export { CombinedAuthenticator } from "./combined_authenticator.ts";
export { LinkAuthenticator } from "./link_authenticator.ts";
export { getPublicUrl, METADATA_PATHS, toProtectedResource } from "./protected_resource.ts";
export { RateLimiter } from "./rate_limiter.ts";
export { RequestGuard } from "./request_guard.ts";
export { RevocationRegistry } from "./revocation_registry.ts";
export { type ScopedServer, ScopedServers } from "./scoped_servers.ts";
export { TokenAuthenticator } from "./token_authenticator.ts";
export { type AccessToken, parseTokens } from "./tokens.ts";
