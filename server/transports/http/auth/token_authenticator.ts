import { timingSafeEqual } from "node:crypto";
import { type Authenticator, createPrincipal, type Principal } from "./authenticator.ts";
import { createInvalidTokenError, readBearerToken } from "./bearer.ts";
import { type AccessToken, digestToken } from "./tokens.ts";

interface KnownToken {
  digest: Uint8Array;
  principal: Principal;
  credential: string;
}

/** Accepts one of a few tokens. */
export class TokenAuthenticator implements Authenticator {
  readonly #listeners: ((credential: string) => void)[] = [];
  #tokens: readonly KnownToken[];

  constructor(tokens: readonly AccessToken[]) {
    this.#tokens = tokens.map(toKnownToken);
  }

  authenticate(request: Request): Principal {
    const principal = this.findPrincipal(readBearerToken(request, {}));
    if (principal === undefined) throw createInvalidTokenError("Unknown token.", request, {});
    return principal;
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  onRevoked(listener: (credential: string) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Finds the principal that a token belongs to. Compares the token with every other in constant time, so that the time
   * reveals nothing about them.
   */
  findPrincipal(token: string): Principal | undefined {
    const digest = digestToken(token);
    return this.#tokens.filter((known) => timingSafeEqual(known.digest, digest))[0]?.principal;
  }

  /** Replaces the tokens. Those that are missing, or have another name or scope, are revoked. */
  replace(tokens: readonly AccessToken[]): void {
    const before = this.#tokens;
    this.#tokens = tokens.map(toKnownToken);
    const kept = new Set(this.#tokens.map(({ credential }) => credential));
    const revoked = before.filter(({ credential }) => !kept.has(credential));
    for (const { credential } of revoked) for (const listener of this.#listeners) listener(credential);
  }
}

function toKnownToken({ name, scope, digest }: AccessToken): KnownToken {
  const credential = `${name} ${scope} ${digest.toHex()}`;
  return { digest, credential, principal: createPrincipal(name, scope, `token ${name}`, credential) };
}
