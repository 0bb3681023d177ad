import { timingSafeEqual } from "node:crypto";
import type { Authenticator, Principal } from "./authenticator.ts";
import { createInvalidTokenError, readBearerToken } from "./bearer.ts";
import { type AccessToken, digestToken } from "./tokens.ts";

/** Accepts one of a few tokens. */
export class TokenAuthenticator implements Authenticator {
  readonly #listeners: ((credential: string) => void)[] = [];

  constructor(private tokens: readonly AccessToken[]) {}

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

  /** Finds the principal that a token belongs to. */
  findPrincipal(token: string): Principal | undefined {
    const found = this.#find(token);
    if (found === undefined) return undefined;
    const { name, scope } = found;
    return { name, scope, identity: `token ${name}`, credential: toCredential(found) };
  }

  /** Replaces the tokens. Those that are missing, or have another name or scope, are revoked. */
  replace(tokens: readonly AccessToken[]): void {
    const kept = new Set(tokens.map(toCredential));
    const revoked = this.tokens.map(toCredential).filter((credential) => !kept.has(credential));
    this.tokens = tokens;
    for (const credential of revoked) for (const listener of this.#listeners) listener(credential);
  }

  /** Compares with every token in constant time, so that the time reveals nothing about them. */
  #find(token: string): AccessToken | undefined {
    const digest = digestToken(token);
    return this.tokens.filter((known) => timingSafeEqual(known.digest, digest))[0];
  }
}

function toCredential({ name, scope, digest }: AccessToken): string {
  return `${name} ${scope} ${digest.toHex()}`;
}
