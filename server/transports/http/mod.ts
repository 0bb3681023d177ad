/**
 * The MCP servers of the desk over HTTP. Loaded when that is asked for: hosts that start a server as their child wait for it.
 *
 * @module
 */

export {
  anonymousAuthenticator,
  type Authenticator,
  type AuthorizationServer,
  type Principal,
  type Scope,
} from "./auth/authenticator.ts";
export { CombinedAuthenticator } from "./auth/combined_authenticator.ts";
export type { Exchange } from "./exchange.ts";
export { type HttpOptions, type RunningHttpServer, serveOnHttp } from "./http_server.ts";
export { DEFAULT_LIMITS, type HttpLimits } from "./limits.ts";
export { TokenAuthenticator } from "./auth/token_authenticator.ts";
export { type AccessToken, parseTokens } from "./auth/tokens.ts";
