/** Who may come in. */

import type { AuthInfo } from "@modelcontextprotocol/server";

/** `read`: the tools that change nothing, resources and prompts. `write`: everything. */
export type Scope = "read" | "write";

/** Somebody who was let in. */
export interface Principal {
  /** As the history names them; null where nobody has to say who they are. */
  name: string | null;
  scope: Scope;
  /** Who they are, whatever their name: sessions and the state of calls answer to nobody else. Null as the name is. */
  identity: string | null;
  /** Stands for what they showed; what was opened with it ends when it is revoked. */
  credential?: string;
}

/** How hosts get tokens for this server from an authorization server (RFC 9728). */
export interface AuthorizationServer {
  /** The authorization server, as it calls itself. */
  issuer: string;
  /** What it calls the scopes. */
  scopeNames: Readonly<Record<Scope, string>>;
  /** Those that hosts are to ask for. */
  scopes: readonly Scope[];
  /** The URL that hosts know this server by, up to `/mcp`; as each addresses it when undefined. */
  publicUrl?: string | undefined;
}

/** Lets people in, or doesn't. */
export interface Authenticator {
  /** Undefined where tokens are handed out by hand. */
  readonly authorizationServer?: AuthorizationServer;
  /**
   * @returns At once where nobody has to be asked: every request waits for it.
   * @throws {Refusal} 401 when the request doesn't show that it may come in, 403 when it may do nothing here.
   */
  authenticate(request: Request): Principal | Promise<Principal>;
  /** @throws {Refusal} 503 while it can't tell whom to let in. */
  check(): Promise<void>;
  /** Has `listener` told of credentials that are good no more. */
  onRevoked?(listener: (credential: string) => void): void;
}

const ANONYMOUS: Principal = { name: null, scope: "write", identity: null };

/** Lets everybody in: for addresses that only this machine reaches. */
export const anonymousAuthenticator: Authenticator = {
  authenticate: () => ANONYMOUS,
  check: () => Promise.resolve(),
};

/** The principal as the SDK hands it to handlers. The token itself ends here: nothing behind this needs it. */
export function toAuthInfo({ name, scope, identity }: Principal): AuthInfo | undefined {
  return name === null ? undefined : { token: "", clientId: name, scopes: [scope], extra: { identity } };
}

/** The scope in what {@linkcode toAuthInfo} gave. */
export function getScope(authInfo: AuthInfo | undefined): Scope {
  return authInfo === undefined || authInfo.scopes.includes("write") ? "write" : "read";
}
