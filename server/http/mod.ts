/**
 * The MCP servers of the desk over HTTP. Loaded when that is asked for: hosts that start a server as their child wait for it.
 *
 * @module
 */

export { anyone, type Authenticator, type LogIn, type Principal, type Scope } from "./authenticator.ts";
export { EitherAuthenticator } from "./either_authenticator.ts";
export type { Exchange } from "./exchange.ts";
export { type HttpOptions, type ServedOnHttp, serveOnHttp } from "./http_server.ts";
export { DEFAULT_LIMITS, type HttpLimits } from "./limits.ts";
export { TokenAuthenticator } from "./token_authenticator.ts";
export { type AccessToken, parseTokens } from "./tokens.ts";
