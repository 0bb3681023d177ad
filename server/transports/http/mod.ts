/**
 * The servers of the desk over HTTP. Loaded only when it is needed: hosts that start a server wait for what it loads.
 *
 * @module
 */

export {
  type AccessToken,
  anonymousAuthenticator,
  type Authenticator,
  type AuthorizationServer,
  CombinedAuthenticator,
  LinkAuthenticator,
  parseTokens,
  type Principal,
  type Scope,
  TokenAuthenticator,
} from "./auth/mod.ts";
export { isClientFault } from "./client_fault.ts";
export { type HttpOptions, type RunningHttpServer, serveOnHttp } from "./http_server.ts";
export { OpenFiles, readOpenFiles } from "./open_files.ts";
export { DEFAULT_LIMITS, type Exchange, type HttpLimits } from "./wire/mod.ts";
