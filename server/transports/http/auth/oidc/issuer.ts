/** An issuer of tokens and its signing keys. */

import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, type RemoteJWKSetOptions } from "jose";
import { discoverKeys } from "./discovery.ts";
import { fetchKeys } from "./issuer_document.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";
import { withFailureBackoff } from "./with_failure_backoff.ts";

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export interface IssuerTimings {
  /** The lifetime of the keys' URL. In milliseconds, like all of these. */
  discoveryAge: number;
  /** The lifetime of keys: a key that the issuer has withdrawn is rejected after that. */
  keysAge: number;
  /** The time between searches for unknown keys: any client can invent names of keys. */
  unknownKeyPause: number;
  /** The time from a failure to the next attempt. */
  failurePause: number;
  /** The maximum time for a response. */
  timeout: number;
}

const DEFAULT_TIMINGS: IssuerTimings = {
  discoveryAge: 60 * 60 * 1000,
  keysAge: 10 * 60 * 1000,
  unknownKeyPause: 10_000,
  failurePause: 5_000,
  timeout: 5_000,
};

/** Fetches keys when they are needed, and keeps them. */
export class Issuer {
  readonly #times: IssuerTimings;
  readonly #discover: () => Promise<KeySet>;
  #keys: KeySet | undefined;
  #keysUrl: string | undefined;
  #discovered = -Infinity;
  #problem: string | undefined;

  /**
   * @param url As the issuer identifies itself.
   * @param onchange Called with a problem when the issuer becomes unavailable, and with null when it is available again.
   */
  constructor(
    readonly url: string,
    times: Partial<IssuerTimings> = {},
    private readonly onchange: (problem: IssuerUnavailableError | null) => void = () => {},
  ) {
    const { timeout: patience } = this.#times = { ...DEFAULT_TIMINGS, ...times };
    this.#discover = this.#limit(async () => this.#keysAt(await discoverKeys(url, patience)));
  }

  /** The key that a token names, for `jwtVerify`. Throws `IssuerUnavailableError` if the keys can't be fetched. */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    try {
      return await (await this.#currentKeys())(header, token);
    } catch (error) {
      throw isTokenError(error) ? error : toUnavailableError(this.url, error);
    }
  };

  /** @throws {IssuerUnavailableError} If there are no keys. */
  async check(): Promise<void> {
    const keys = await this.#currentKeys();
    if (!keys.fresh) await keys.reload();
  }

  /** The URL of the keys seldom changes: while it can't be fetched again, the known one is used. */
  async #currentKeys(): Promise<KeySet> {
    if (this.#keys === undefined) return await this.#discover();
    if (performance.now() - this.#discovered >= this.#times.discoveryAge) this.#discover().catch(() => {});
    return this.#keys;
  }

  #keysAt(url: URL): KeySet {
    this.#discovered = performance.now();
    if (this.#keys === undefined || url.href !== this.#keysUrl) {
      this.#keys = createRemoteJWKSet(url, this.#optionsFor(url));
      this.#keysUrl = url.href;
    }
    return this.#keys;
  }

  #optionsFor(url: URL): RemoteJWKSetOptions {
    const { keysAge, unknownKeyPause, timeout: patience } = this.#times;
    const fetchLimited = this.#limit(async () => {
      try {
        return await fetchKeys(url, patience);
      } catch (error) {
        this.#discovered = -Infinity; // their URL may have changed
        throw error;
      }
    });
    return {
      cacheMaxAge: keysAge,
      cooldownDuration: unknownKeyPause,
      [customFetch]: async () => Response.json(await fetchLimited()),
    };
  }

  /** Limits how often a request to the issuer is repeated, and reports its outcome. */
  #limit<T>(request: () => Promise<T>): () => Promise<T> {
    return withFailureBackoff(async () => {
      try {
        const result = await request();
        this.#report(null);
        return result;
      } catch (error) {
        const problem = toUnavailableError(this.url, error);
        this.#report(problem);
        throw problem;
      }
    }, this.#times.failurePause);
  }

  #report(problem: IssuerUnavailableError | null): void {
    if (this.#problem === problem?.message) return;
    this.#problem = problem?.message;
    this.onchange(problem);
  }
}

/** The keys are known, but the token's is none of them, or matches several. */
function isTokenError(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported;
}

function toUnavailableError(issuer: string, error: unknown): IssuerUnavailableError {
  if (error instanceof IssuerUnavailableError) return error;
  const reason = (error as Error).message;
  return new IssuerUnavailableError(`The keys of ${issuer} can't be used: ${reason}`, { cause: error });
}
