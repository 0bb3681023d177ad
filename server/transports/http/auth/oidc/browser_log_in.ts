/**
 * Logs people in from the page of the desk: authorization code with PKCE (RFC 7636; OpenID Connect Core 1.0, section 3.1).
 * The page talks to the issuer only through this server. So its policy allows no other server, and the issuer needs no CORS.
 */

import { decodeJwt } from "jose";
import type { BrowserLogIn, LogInForm, LogInRequest, LogInTokens } from "../mod.ts";
import { HttpError } from "../../wire/mod.ts";
import { discoverLogIn, type LogInEndpoints } from "./discovery.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";
import { withFailureBackoff } from "./with_failure_backoff.ts";

export interface BrowserLogInOptions {
  issuer: string;
  /** A public client of the issuer, with the address of the page as its redirect URI. */
  client: string;
  /** The names of scopes to request. */
  scopes: readonly string[];
  /** In milliseconds, for each response of the issuer. */
  timeout?: number;
  /** In milliseconds, from a failure to the next attempt. */
  failurePause?: number;
}

interface TokenResponse {
  access_token?: unknown;
  refresh_token?: unknown;
  id_token?: unknown;
  error?: unknown;
  error_description?: unknown;
}

const TIMEOUT = 5_000;
const FAILURE_PAUSE = 5_000;
const MAX_ERROR = 200;

export class OidcBrowserLogIn implements BrowserLogIn {
  readonly #discover: () => Promise<LogInEndpoints>;
  #endpoints: LogInEndpoints | undefined;

  constructor(private readonly options: BrowserLogInOptions) {
    const { issuer, timeout = TIMEOUT, failurePause = FAILURE_PAUSE } = options;
    this.#discover = withFailureBackoff(() => discoverLogIn(issuer, timeout), failurePause);
  }

  async describe(resource: string): Promise<LogInForm> {
    const { authorization } = await this.#readEndpoints();
    const { client, scopes } = this.options;
    const url = new URL(authorization);
    const parameters = {
      ...{ response_type: "code", client_id: client, scope: ["openid", ...scopes].join(" "), resource },
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return { authorization_url: url.href };
  }

  async exchange(request: LogInRequest): Promise<LogInTokens> {
    const { nonce, ...parameters } = request;
    const grant_type = "code" in request ? "authorization_code" : "refresh_token";
    const answer = await this.#post({ grant_type, client_id: this.options.client, ...parameters });
    const { access_token, refresh_token, id_token } = answer;
    if (typeof access_token !== "string") throw createRefusal(answer);
    if (nonce !== undefined) this.#checkIdToken(id_token, nonce);
    return { token: access_token, ...typeof refresh_token === "string" && { refresh_token } };
  }

  async #readEndpoints(): Promise<LogInEndpoints> {
    try {
      return this.#endpoints ??= await this.#discover();
    } catch (error) {
      throw toUnavailableError(error);
    }
  }

  async #post(parameters: Record<string, string>): Promise<TokenResponse> {
    const { token } = await this.#readEndpoints();
    const signal = AbortSignal.timeout(this.options.timeout ?? TIMEOUT);
    const headers = { accept: "application/json" };
    try {
      const body = new URLSearchParams(parameters);
      const response = await fetch(token, { method: "POST", headers, body, redirect: "manual", signal });
      return await response.json();
    } catch (cause) {
      throw toUnavailableError(new IssuerUnavailableError("The issuer gave no token", { cause }));
    }
  }

  /** It came from the issuer over TLS, so its signature need not be checked (OpenID Connect Core 1.0, section 3.1.3.7). */
  #checkIdToken(idToken: unknown, nonce: string): void {
    const { iss, aud, nonce: own } = typeof idToken === "string" ? readClaims(idToken) : {};
    const isOurs = iss === this.options.issuer && [aud].flat().includes(this.options.client);
    if (isOurs && own === nonce) return;
    throw new HttpError(403, "The issuer's answer does not belong to this login. Log in again.");
  }
}

function readClaims(token: string): ReturnType<typeof decodeJwt> {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
}

function createRefusal({ error, error_description: text }: TokenResponse): HttpError {
  const reason = [error, text].filter((part) => typeof part === "string").join(": ").slice(0, MAX_ERROR);
  return new HttpError(403, `The issuer refused the login${reason === "" ? "" : ` (${reason})`}. Log in again.`);
}

function toUnavailableError(cause: unknown): unknown {
  if (!(cause instanceof IssuerUnavailableError)) return cause;
  const text = "The issuer of tokens does not respond, so no one can log in now. Try again in a minute.";
  return new HttpError(503, text, { headers: { "Retry-After": "5" }, cause });
}
