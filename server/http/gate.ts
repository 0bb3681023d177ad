/** What every request passes that isn't for everybody. */

import type { Authenticator, Principal } from "./authenticator.ts";
import { hostCheck } from "./host_check.ts";
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
  /** @throws {Refusal} 421, or 403. */
  readonly checkHost: (request: Request) => void;
  readonly #rate: RateLimit;

  constructor(options: GateOptions) {
    this.authenticator = options.authenticator;
    this.checkHost = hostCheck(options.allowedHosts);
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

  /** @throws {Refusal} 429 */
  charge({ identity }: Principal, address: string, messages: number): void {
    this.#rate.take(identity ?? address, messages);
  }
}
