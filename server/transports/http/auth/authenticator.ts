/** Authentication of requests. */

import type { AuthInfo } from "@modelcontextprotocol/server";
import type { BrowserLogIn } from "./browser_log_in.ts";

/** `read`: read-only tools, resources and prompts. `write`: everything. */
export type Scope = "read" | "write";

/** The owner of an authenticated request. */
export interface Principal {
  /** The name in the history; null if the server has no authentication. */
  name: string | null;
  scope: Scope;
  /** Identifies the owner of sessions and of the state of calls, independent of the name. Null if the name is. */
  identity: string | null;
  /** Identifies the credential. When it is revoked, everything that was opened with it ends. */
  credential?: string;
  /** Passed to handlers by the SDK, without the token. Missing if the server has no authentication. */
  authInfo?: AuthInfo;
}

/** An authorization server that issues tokens for this server (RFC 9728). */
export interface AuthorizationServer {
  /** Its URL, as it identifies itself. */
  issuer: string;
  /** Its names for the scopes. */
  scopeNames: Readonly<Record<Scope, string>>;
  /** The scopes that hosts should request. */
  scopes: readonly Scope[];
  /** The public URL of this server, up to `/mcp`. If undefined, the one that a request was sent to. */
  publicUrl?: string | undefined;
}

/** Authenticates requests. */
export interface Authenticator {
  /** Undefined if tokens are handed out manually. */
  readonly authorizationServer?: AuthorizationServer;
  /** Present if people log in at the page with an account of the issuer. */
  readonly logIn?: BrowserLogIn | undefined;
  /**
   * Authenticates a request.
   *
   * @returns A principal, without a promise if possible: every request waits for it.
   * @throws {HttpError} 401 without valid credentials, 403 if they permit nothing here.
   */
  authenticate(request: Request): Principal | Promise<Principal>;
  /** @throws {HttpError} 503 while it can't authenticate. */
  check(): Promise<void>;
  /**
   * Signs in a person by a link, where the server gives out links.
   *
   * @returns A token.
   * @throws {HttpError} 401 or 403 if the link is not valid.
   */
  signIn?(request: Request): string;
  /** Calls `listener` with each credential that is revoked. */
  onRevoked?(listener: (credential: string) => void): void;
}

const ANONYMOUS: Principal = { name: null, scope: "write", identity: null };

/** Accepts every request: for addresses that only this machine can reach. */
export const anonymousAuthenticator: Authenticator = {
  authenticate: () => ANONYMOUS,
  check: () => Promise.resolve(),
};

/** Creates the principal of a token. */
export function createPrincipal(name: string, scope: Scope, identity: string, credential?: string): Principal {
  const authInfo: AuthInfo = { token: "", clientId: name, scopes: [scope], extra: { identity } };
  return { name, scope, identity, authInfo, ...credential !== undefined && { credential } };
}

/** Gets the scope of a principal from its `authInfo`. */
export function getScope(authInfo: AuthInfo | undefined): Scope {
  return authInfo === undefined || authInfo.scopes.includes("write") ? "write" : "read";
}
