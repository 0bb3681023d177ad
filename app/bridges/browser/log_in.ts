/** Logging in with an account of the issuer: authorization code with PKCE (RFC 7636). */

import type { TokenStore } from "./token_store.ts";

/** The parts of a login that the page remembers while the person is at the issuer. */
interface Attempt {
  state: string;
  nonce: string;
  code_verifier: string;
  redirect_uri: string;
  /** The place that the person wanted to see. */
  hash: string;
}

const KEY = "support-mcp log-in";

/** The reasons that the page has words for. Others are in the words of the issuer or the server. */
export type LogInProblem = "https" | "issuer" | "other_tab" | "no_code" | "offline";

/** Logs in through the server, which talks to the issuer. */
export class LogIn {
  readonly #url = new URL("sign-in", document.baseURI);
  #renewal: Promise<boolean> | undefined;

  constructor(private readonly tokens: TokenStore) {}

  /** Checks whether people have accounts here. */
  async isOffered(): Promise<boolean> {
    return (await this.#describe()) !== undefined;
  }

  /**
   * Goes to the issuer.
   *
   * @throws {Error} If that is not possible. Its message is a {@linkcode LogInProblem}.
   */
  async start(): Promise<void> {
    if (!isSecureContext) throw new Error("https" satisfies LogInProblem);
    const address = await this.#describe();
    if (address === undefined) throw new Error("issuer" satisfies LogInProblem);
    const attempt: Attempt = {
      ...{ state: createSecret(), nonce: createSecret(), code_verifier: createSecret() },
      ...{ redirect_uri: new URL(".", document.baseURI).href, hash: location.hash },
    };
    sessionStorage.setItem(KEY, JSON.stringify(attempt));
    const { state, nonce, redirect_uri, code_verifier } = attempt;
    const url = new URL(address);
    const parameters = { state, nonce, redirect_uri, code_challenge: await hash(code_verifier) };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    location.assign(url);
  }

  /**
   * Takes what the issuer sent with the address, and removes it from there.
   *
   * @returns A {@linkcode LogInProblem}, or another reason, if the login failed.
   */
  async finish(): Promise<string | undefined> {
    const answer = new URLSearchParams(location.search);
    const state = answer.get("state");
    if (state === null) return undefined;
    const attempt: Attempt | null = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    history.replaceState(null, "", `${location.pathname}${attempt?.hash ?? ""}`);
    if (attempt?.state !== state) return "other_tab" satisfies LogInProblem;
    const code = answer.get("code");
    if (code === null) {
      return answer.get("error_description") ?? answer.get("error") ?? ("no_code" satisfies LogInProblem);
    }
    const { nonce, code_verifier, redirect_uri } = attempt;
    return await this.#exchange({ code, nonce, code_verifier, redirect_uri });
  }

  /** Gets a new token in place of an expired one. @returns False if the person has to log in again. */
  renew(): Promise<boolean> {
    return this.#renewal ??= this.#renew().finally(() => this.#renewal = undefined);
  }

  async #renew(): Promise<boolean> {
    const refresh_token = this.tokens.getRefreshToken();
    return refresh_token !== null && await this.#exchange({ refresh_token }) === undefined;
  }

  async #describe(): Promise<string | undefined> {
    try {
      return (await (await fetch(this.#url)).json()).authorization_url;
    } catch {
      return undefined;
    }
  }

  /** @returns The reason if there is no token. */
  async #exchange(body: Record<string, string>): Promise<string | undefined> {
    const headers = { "content-type": "application/json" };
    try {
      const response = await fetch(this.#url, { method: "POST", headers, body: JSON.stringify(body) });
      const answer = await response.json();
      if (!response.ok) return answer.error?.message ?? `The server answered with status ${response.status}.`;
      this.tokens.setSession(answer);
      return undefined;
    } catch {
      return "offline" satisfies LogInProblem;
    }
  }
}

/** 256 random bits, in the letters that URLs and PKCE allow. */
function createSecret(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function hash(text: string): Promise<string> {
  return toBase64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
