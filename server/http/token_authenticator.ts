import { timingSafeEqual } from "node:crypto";
import type { Authenticator, Principal } from "./authenticator.ts";
import { bearerToken, invalidToken } from "./bearer.ts";
import { type AccessToken, digestOf } from "./tokens.ts";

/** Lets in who shows one of a few tokens. */
export class TokenAuthenticator implements Authenticator {
  readonly challengeParameters = {};

  constructor(private readonly tokens: readonly AccessToken[]) {}

  authenticate(request: Request): Promise<Principal> {
    return Promise.try(() => {
      const found = this.#find(bearerToken(request, this));
      if (found === undefined) throw invalidToken("This token is not known here.", this);
      return { name: found.name, scope: found.scope };
    });
  }

  /** Compares with every token, whole, so that the time it takes tells nothing about any. */
  #find(token: string): AccessToken | undefined {
    const digest = digestOf(token);
    return this.tokens.filter((known) => timingSafeEqual(known.digest, digest))[0];
  }
}
