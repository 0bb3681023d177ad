import type { Authenticator, AuthorizationServer, Principal, Scope } from "../mod.ts";
import { createInsufficientScopeError, createInvalidTokenError, readBearerToken } from "../mod.ts";
import { HttpError } from "../../wire/mod.ts";
import { checkAccessToken, InvalidAccessTokenError } from "./access_token.ts";
import { findName, findScope, SCOPES } from "./claims.ts";
import { Issuer, type IssuerTimings } from "./issuer.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

export interface OidcOptions {
  /** The issuer's URL, as it calls itself. */
  issuer: string;
  /** The name that tokens for this server have among their audiences. */
  audience: string;
  /** What the issuer wants before the names of scopes that it is asked for. */
  scopePrefix?: string | undefined;
  /** Those that hosts are to ask for. */
  scopes: readonly Scope[];
  /** The URL that hosts know this server by, up to `/mcp`; as each addresses it when left out. */
  publicUrl?: string | undefined;
  timings?: Partial<IssuerTimings>;
  /** Is told when the issuer can't be asked, and why, and with null when it can be again. */
  onchange?: (problem: IssuerUnavailableError | null) => void;
}

/** Lets in who shows an access token of an OpenID provider (MCP 2026-07-28, basic/authorization). */
export class OidcAuthenticator implements Authenticator {
  readonly authorizationServer: AuthorizationServer;
  readonly #issuer: Issuer;

  constructor(private readonly options: OidcOptions) {
    const { issuer, scopePrefix = "", scopes, publicUrl, timings: times, onchange } = options;
    const scopeNames = { read: scopePrefix + SCOPES.read, write: scopePrefix + SCOPES.write };
    this.authorizationServer = { issuer, scopeNames, scopes, publicUrl };
    this.#issuer = new Issuer(issuer, times, onchange);
  }

  async authenticate(request: Request): Promise<Principal> {
    const { audience, scopePrefix = "" } = this.options;
    const token = readBearerToken(request, this);
    const claims = await checkAccessToken(token, this.#issuer, audience).catch((error) => {
      throw error instanceof InvalidAccessTokenError
        ? createInvalidTokenError(error.message, request, this)
        : toUnavailableError(error);
    });
    const name = findName(claims);
    if (name === undefined) {
      throw createInvalidTokenError("This token has no name that the history could hold.", request, this);
    }
    const scope = findScope(claims, scopePrefix);
    if (scope === undefined) throw this.#forNothing(name, request);
    return { name, scope, identity: `${claims.iss} ${claims.sub}` };
  }

  async check(): Promise<void> {
    await this.#issuer.check().catch((error) => {
      throw toUnavailableError(error);
    });
  }

  #forNothing(name: string, request: Request): HttpError {
    const { scopes, scopeNames } = this.authorizationServer;
    const wanted = scopes.map((scope) => scopeNames[scope]).join(" or ");
    return createInsufficientScopeError(
      `${name} may do nothing here: the token needs the scope ${wanted}.`,
      scopes,
      request,
      this,
    );
  }
}

/** 503 and no 401: the token may be good. */
function toUnavailableError(error: unknown): unknown {
  if (!(error instanceof IssuerUnavailableError)) return error;
  return new HttpError(503, "The issuer of tokens doesn't answer, so none can be checked: try again in a minute.", {
    headers: { "Retry-After": "5" },
    cause: error,
  });
}
