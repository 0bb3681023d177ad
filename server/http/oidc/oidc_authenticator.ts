import type { Authenticator, LogIn, Principal, Scope } from "../authenticator.ts";
import { bearerToken, insufficientScope, invalidToken } from "../bearer.ts";
import { Refusal } from "../refusal.ts";
import { BadToken, checkAccessToken } from "./access_token.ts";
import { nameIn, scopeIn, SCOPES } from "./claims.ts";
import { Issuer, type IssuerTimes } from "./issuer.ts";
import { IssuerUnavailable } from "./issuer_unavailable.ts";

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
  times?: Partial<IssuerTimes>;
  /** Is told when the issuer can't be asked, and why, and with null when it can be again. */
  onchange?: (problem: IssuerUnavailable | null) => void;
}

/** Lets in who shows an access token of an OpenID provider (MCP 2026-07-28, basic/authorization). */
export class OidcAuthenticator implements Authenticator {
  readonly logIn: LogIn;
  readonly #issuer: Issuer;

  constructor(private readonly options: OidcOptions) {
    const { issuer, scopePrefix = "", scopes, publicUrl, times, onchange } = options;
    const scopeNames = { read: scopePrefix + SCOPES.read, write: scopePrefix + SCOPES.write };
    this.logIn = { issuer, scopeNames, scopes, publicUrl };
    this.#issuer = new Issuer(issuer, times, onchange);
  }

  async authenticate(request: Request): Promise<Principal> {
    const { audience, scopePrefix = "" } = this.options;
    const token = bearerToken(request, this);
    const claims = await checkAccessToken(token, this.#issuer, audience).catch((error) => {
      throw error instanceof BadToken ? invalidToken(error.message, request, this) : unanswered(error);
    });
    const name = nameIn(claims);
    if (name === undefined) throw invalidToken("This token has no name that the history could hold.", request, this);
    const scope = scopeIn(claims, scopePrefix);
    if (scope === undefined) throw this.#forNothing(name, request);
    return { name, scope, identity: `${claims.iss} ${claims.sub}` };
  }

  async check(): Promise<void> {
    await this.#issuer.check().catch((error) => {
      throw unanswered(error);
    });
  }

  #forNothing(name: string, request: Request): Refusal {
    const { scopes, scopeNames } = this.logIn;
    const wanted = scopes.map((scope) => scopeNames[scope]).join(" or ");
    return insufficientScope(
      `${name} may do nothing here: the token needs the scope ${wanted}.`,
      scopes,
      request,
      this,
    );
  }
}

/** 503 and no 401: the token may be good. */
function unanswered(error: unknown): unknown {
  if (!(error instanceof IssuerUnavailable)) return error;
  return new Refusal(503, "The issuer of tokens doesn't answer, so none can be checked: try again in a minute.", {
    headers: { "Retry-After": "5" },
    cause: error,
  });
}
