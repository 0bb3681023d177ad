/** The checks that precede every protected request. */

import type { Authenticator, Principal } from "./authenticator.ts";
import { HostCheck, type HostCheckOptions, HttpError, type IncomingRequest } from "../wire/mod.ts";
import { RateLimiter } from "./rate_limiter.ts";

export interface RequestGuardOptions extends HostCheckOptions {
  authenticator: Authenticator;
  messagesPerMinute: number;
}

/** Authenticates requests and limits their rate. */
export class RequestGuard {
  readonly authenticator: Authenticator;
  readonly hosts: HostCheck;
  readonly #rate: RateLimiter;

  constructor(options: RequestGuardOptions) {
    this.authenticator = options.authenticator;
    this.hosts = new HostCheck(options);
    this.#rate = new RateLimiter(options.messagesPerMinute);
  }

  /** @throws {HttpError} 421 for a wrong Host, 403 for a wrong Origin, 401 for a wrong token, 429 for too many messages. */
  admit(incoming: IncomingRequest): Principal | Promise<Principal> {
    this.hosts.check(incoming);
    const principal = this.#authenticate(incoming);
    return principal instanceof Promise
      ? principal.then((principal) => this.#admit(principal, incoming))
      : this.#admit(principal, incoming);
  }

  /** @throws {HttpError} 429 */
  charge({ client }: IncomingRequest, messages: number): void {
    this.#rate.take(client, messages);
  }

  /**
   * Charges a request that no principal is known for.
   *
   * @throws {HttpError} 429
   */
  chargeAddress({ address }: IncomingRequest): void {
    this.#rate.take(address);
  }

  #admit(principal: Principal, incoming: IncomingRequest): Principal {
    incoming.client = principal.identity ?? incoming.address;
    this.charge(incoming, 1);
    return principal;
  }

  #authenticate(incoming: IncomingRequest): Principal | Promise<Principal> {
    try {
      const principal = this.authenticator.authenticate(incoming.request);
      return principal instanceof Promise ? principal.catch((error) => this.#reject(error, incoming)) : principal;
    } catch (error) {
      return this.#reject(error, incoming);
    }
  }

  /**
   * Limits how many tokens can be tried from an address. A request without a token always learns where to log in: others may
   * share its address.
   */
  #reject(error: unknown, incoming: IncomingRequest): never {
    if (!incoming.request.headers.has("authorization")) throw error;
    try {
      this.#rate.take(`tokens tried from ${incoming.address}`);
    } catch (limit) {
      throw withChallenge(limit as HttpError, error);
    }
    throw error;
  }
}

/** Adds to 429 what 401 says about logging in. */
function withChallenge({ status, message, headers }: HttpError, refusal: unknown): HttpError {
  return new HttpError(status, message, {
    headers: { ...refusal instanceof HttpError && refusal.headers, ...headers },
  });
}
