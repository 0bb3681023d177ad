/** An issuer of tokens, and the keys that it signs them with. */

import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, type RemoteJWKSetOptions } from "jose";
import { discoverKeys } from "./discovery.ts";
import { fetchKeys } from "./issuer_document.ts";
import { IssuerUnavailableError } from "./issuer_unavailable_error.ts";
import { withFailureBackoff } from "./with_failure_backoff.ts";

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export interface IssuerTimings {
  /** How long it counts where the keys are. In milliseconds, as all of these. */
  discoveryAge: number;
  /** How long keys count; one that the issuer has withdrawn isn't taken after that. */
  keysAge: number;
  /** From one look for a key that isn't known until the next: anybody can make up names of keys. */
  unknownKeyPause: number;
  /** From a failure until the issuer is asked again. */
  failurePause: number;
  /** How long it may take to answer. */
  timeout: number;
}

const DEFAULT_TIMINGS: IssuerTimings = {
  discoveryAge: 60 * 60 * 1000,
  keysAge: 10 * 60 * 1000,
  unknownKeyPause: 10_000,
  failurePause: 5_000,
  timeout: 5_000,
};

/** Its keys, fetched when they are needed, and no oftener than need be. */
export class Issuer {
  readonly #times: IssuerTimings;
  readonly #discover: () => Promise<KeySet>;
  #keys: KeySet | undefined;
  #keysUrl: string | undefined;
  #discovered = -Infinity;
  #problem: string | undefined;

  /**
   * @param url As it calls itself.
   * @param onchange Is told when it can't be asked, and why; and with null when it can be again.
   */
  constructor(
    readonly url: string,
    times: Partial<IssuerTimings> = {},
    private readonly onchange: (problem: IssuerUnavailableError | null) => void = () => {},
  ) {
    const { timeout: patience } = this.#times = { ...DEFAULT_TIMINGS, ...times };
    this.#discover = this.#asking(async () => this.#keysAt(await discoverKeys(url, patience)));
  }

  /** The key that a token says it is signed with, for `jwtVerify`. Throws `IssuerUnavailable` when keys can't be had. */
  readonly key: JWTVerifyGetKey = async (header, token) => {
    try {
      return await (await this.#currentKeys())(header, token);
    } catch (error) {
      throw isTokenError(error) ? error : toUnavailableError(this.url, error);
    }
  };

  /** @throws {IssuerUnavailableError} When there are no keys to check tokens with. */
  async check(): Promise<void> {
    const keys = await this.#currentKeys();
    if (!keys.fresh) await keys.reload();
  }

  /** Where the keys are seldom changes: while that can't be found out again, they are where they were. */
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
    const fetchSparingly = this.#asking(async () => {
      try {
        return await fetchKeys(url, patience);
      } catch (error) {
        this.#discovered = -Infinity; // they may be elsewhere now
        throw error;
      }
    });
    return {
      cacheMaxAge: keysAge,
      cooldownDuration: unknownKeyPause,
      [customFetch]: async () => Response.json(await fetchSparingly()),
    };
  }

  /** Makes a question to the issuer one that isn't asked too often, and whose outcome is told. */
  #asking<T>(question: () => Promise<T>): () => Promise<T> {
    return withFailureBackoff(async () => {
      try {
        const answer = await question();
        this.#tell(null);
        return answer;
      } catch (error) {
        const problem = toUnavailableError(this.url, error);
        this.#tell(problem);
        throw problem;
      }
    }, this.#times.failurePause);
  }

  #tell(problem: IssuerUnavailableError | null): void {
    if (this.#problem === problem?.message) return;
    this.#problem = problem?.message;
    this.onchange(problem);
  }
}

/** The keys are there, and the token's is none of them, or could be several. */
function isTokenError(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported;
}

function toUnavailableError(issuer: string, error: unknown): IssuerUnavailableError {
  if (error instanceof IssuerUnavailableError) return error;
  const reason = (error as Error).message;
  return new IssuerUnavailableError(`The keys of ${issuer} are of no use: ${reason}`, { cause: error });
}
