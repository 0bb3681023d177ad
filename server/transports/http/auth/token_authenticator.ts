import { timingSafeEqual } from "node:crypto";
import type { Authenticator, Principal } from "./authenticator.ts";
import { createInvalidTokenError, readBearerToken } from "./bearer.ts";
import { type AccessToken, digestToken } from "./tokens.ts";

/** Lets in who shows one of a few tokens. */
export class TokenAuthenticator implements Authenticator {
  readonly #listeners: ((credential: string) => void)[] = [];

  constructor(private tokens: readonly AccessToken[]) {}

  authenticate(request: Request): Principal {
    const principal = this.findPrincipal(readBearerToken(request, {}));
    if (principal === undefined) throw createInvalidTokenError("This token is not known here.", request, {});
    return principal;
  }

  check(): Promise<void> {
    return Promise.resolve();
  }

  onRevoked(listener: (credential: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Whose token it is, if it is one of them. */
  findPrincipal(token: string): Principal | undefined {
    const found = this.#find(token);
    if (found === undefined) return undefined;
    const { name, scope } = found;
    return { name, scope, identity: `token ${name}`, credential: toCredential(found) };
  }

  /** From now on it is these tokens; those that aren't among them, or not with the same name and scope, are revoked. */
  replace(tokens: readonly AccessToken[]): void {
    const good = new Set(tokens.map(toCredential));
    const revoked = this.tokens.map(toCredential).filter((credential) => !good.has(credential));
    this.tokens = tokens;
    for (const credential of revoked) for (const tell of this.#listeners) tell(credential);
  }

  /** Compares with every token, whole, so that the time it takes tells nothing about any. */
  #find(token: string): AccessToken | undefined {
    const digest = digestToken(token);
    return this.tokens.filter((known) => timingSafeEqual(known.digest, digest))[0];
  }
}

function toCredential({ name, scope, digest }: AccessToken): string {
  return `${name} ${scope} ${digest.toHex()}`;
}
