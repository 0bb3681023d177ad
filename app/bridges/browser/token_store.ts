/** The place of the person's token. It is never in a cookie: cookies also go to servers on other ports. */

const KEY = "support-mcp token";
const REFRESH_KEY = "support-mcp refresh token";

/** Keeps a token for the tab, or for the browser if the person wants that. */
export class TokenStore {
  /** Used while the browser allows no storage. */
  #token: string | null = null;

  get(): string | null {
    try {
      return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? this.#token;
    } catch {
      return this.#token;
    }
  }

  /** @param isKept True to keep it after the tab is closed. */
  set(token: string, isKept: boolean): void {
    this.clear();
    this.#token = token;
    try {
      (isKept ? localStorage : sessionStorage).setItem(KEY, token);
    } catch {
      // kept in memory
    }
  }

  /** Gets what a new token can be requested with. It never outlives the tab. */
  getRefreshToken(): string | null {
    try {
      return sessionStorage.getItem(REFRESH_KEY);
    } catch {
      return null;
    }
  }

  /** Keeps the tokens of an issuer for the tab. */
  setSession({ token, refresh_token }: { token: string; refresh_token?: string }): void {
    const refreshToken = refresh_token ?? this.getRefreshToken();
    this.set(token, false);
    try {
      if (refreshToken !== null) sessionStorage.setItem(REFRESH_KEY, refreshToken);
    } catch {
      // the person logs in again
    }
  }

  /** Checks whether the token of this tab is in a storage that all tabs share, under this key. */
  isShared(key: string | null): boolean {
    try {
      return (key === KEY || key === null) && sessionStorage.getItem(KEY) === null;
    } catch {
      return false;
    }
  }

  clear(): void {
    this.#token = null;
    try {
      sessionStorage.removeItem(REFRESH_KEY);
      sessionStorage.removeItem(KEY);
      localStorage.removeItem(KEY);
    } catch {
      // there is no storage
    }
  }
}
