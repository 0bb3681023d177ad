/** What every request passes that isn't for everybody. */

import type { Authenticator, Principal } from "./authenticator.ts";
import { checkHost } from "./host_check.ts";
import { RateLimit } from "./rate_limit.ts";

export interface GateOptions {
  authenticator: Authenticator;
  /** The names that this server has besides `localhost`. */
  allowedHosts: readonly string[];
  messagesPerMinute: number;
}

/** Finds out who it is, and sends away who may not come in. */
export class Gate {
  readonly authenticator: Authenticator;
  /** The Host of the request before, which was right; nearly every one has the same. */
  #host: string | null = null;
  readonly #rate: RateLimit;

  constructor(private readonly options: GateOptions) {
    this.authenticator = options.authenticator;
    this.#rate = new RateLimit(options.messagesPerMinute);
  }

  /**
   * @param address Where the request comes from.
   * @throws {Refusal} 421 for a wrong Host, 403 for a wrong Origin, 401 for a wrong token, 429 for too many messages.
   */
  async enter(request: Request, address: string): Promise<Principal> {
    this.checkHost(request);
    const principal = await this.authenticator.authenticate(request).catch((error) => {
      this.#rate.take(address); // so that nobody tries one token after the other
      throw error;
    });
    this.charge(principal, address, 1);
    return principal;
  }

  /** @throws {Refusal} 421, or 403. */
  checkHost(request: Request): void {
    const host = request.headers.get("host");
    const isKnown = host !== null && host === this.#host && !request.headers.has("origin");
    if (isKnown) return;
    checkHost(request, this.options.allowedHosts);
    this.#host = host;
  }

  /** @throws {Refusal} 429 */
  charge({ identity }: Principal, address: string, messages: number): void {
    this.#rate.take(identity ?? address, messages);
  }
}
