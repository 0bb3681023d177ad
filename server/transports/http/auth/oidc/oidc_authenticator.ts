import {
  type Authenticator,
  type AuthorizationServer,
  type BrowserLogIn,
  createInsufficientScopeError,
  createInvalidTokenError,
  createPrincipal,
  type Principal,
  readBearerToken,
  type Scope,
} from "../mod.ts";
import { HttpError } from "../../wire/mod.ts";
import { checkAccessToken, InvalidAccessTokenError } from "./access_token.ts";
import { OidcBrowserLogIn } from "./browser_log_in.ts";
import { findName, findScope, SCOPES } from "./claims.ts";
import { Issuer, type IssuerTimings } from "./issuer.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";

export interface OidcOptions {
  /** The issuer's URL, as it identifies itself. */
  issuer: string;
  /** The audience of tokens for this server. */
  audience: string;
  /** The clients whose tokens are accepted; all if undefined. */
  clients?: readonly string[] | undefined;
  /** The public client of the page; without one, people use tokens there. */
  deskClient?: string | undefined;
  /** The issuer's prefix for the names of scopes. */
  scopePrefix?: string | undefined;
  /** The scopes that hosts should request. */
  scopes: readonly Scope[];
  /** The public URL of this server, up to `/mcp` (default: the one that a request was sent to). */
  publicUrl?: string | undefined;
  timings?: Partial<IssuerTimings>;
  /** Called with a problem when the issuer becomes unavailable, and with null when it is available again. */
  onchange?: (problem: IssuerUnavailableError | null) => void;
}

/** Accepts the access tokens of an OpenID provider (MCP 2026-07-28, basic/authorization). */
export class OidcAuthenticator implements Authenticator {
  readonly authorizationServer: AuthorizationServer;
  readonly logIn: BrowserLogIn | undefined;
  readonly #issuer: Issuer;

  constructor(private readonly options: OidcOptions) {
    const { issuer, scopePrefix = "", scopes, publicUrl, timings: times, onchange } = options;
    const scopeNames = { read: scopePrefix + SCOPES.read, write: scopePrefix + SCOPES.write };
    this.authorizationServer = { issuer, scopeNames, scopes, publicUrl };
    this.#issuer = new Issuer(issuer, times, onchange);
    const { deskClient: client } = options;
    if (client === undefined) return;
    const { timeout, failurePause } = times ?? {};
    this.logIn = new OidcBrowserLogIn({
      ...{ issuer, client, scopes: scopes.map((scope) => scopeNames[scope]) },
      ...timeout !== undefined && { timeout },
      ...failurePause !== undefined && { failurePause },
    });
  }

  async authenticate(request: Request): Promise<Principal> {
    const { scopePrefix = "" } = this.options;
    const token = readBearerToken(request, this);
    const claims = await checkAccessToken(token, this.#issuer, this.options).catch((error) => {
      throw error instanceof InvalidAccessTokenError
        ? createInvalidTokenError(error.message, request, this)
        : toUnavailableError(error);
    });
    const name = findName(claims);
    if (name === undefined) {
      throw createInvalidTokenError("This token has no usable name (preferred_username, email or sub).", request, this);
    }
    const scope = findScope(claims, scopePrefix);
    if (scope === undefined) throw this.#createScopeError(name, request);
    return createPrincipal(name, scope, `${claims.iss} ${claims.sub}`);
  }

  async check(): Promise<void> {
    await this.#issuer.check().catch((error) => {
      throw toUnavailableError(error);
    });
  }

  #createScopeError(name: string, request: Request): HttpError {
    const { scopes, scopeNames } = this.authorizationServer;
    const wanted = scopes.map((scope) => scopeNames[scope]).join(" or ");
    return createInsufficientScopeError(
      `${name} has no access: the token needs the scope ${wanted}.`,
      scopes,
      request,
      this,
    );
  }
}

/** 503 and not 401: the token may be valid. */
function toUnavailableError(error: unknown): unknown {
  if (!(error instanceof IssuerUnavailableError)) return error;
  return new HttpError(
    503,
    "The issuer of tokens does not respond, so tokens can't be checked. Try again in a minute.",
    {
      headers: { "Retry-After": "5" },
      cause: error,
    },
  );
}
