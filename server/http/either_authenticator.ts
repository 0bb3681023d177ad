import type { Authenticator, LogIn, Principal } from "./authenticator.ts";
import { bearerToken } from "./bearer.ts";
import type { TokenAuthenticator } from "./token_authenticator.ts";

/** Lets in who shows one of a few tokens, or else whom another authenticator lets in. */
export class EitherAuthenticator implements Authenticator {
  constructor(
    private readonly tokens: TokenAuthenticator,
    private readonly other: Authenticator & { readonly logIn: LogIn },
  ) {}

  get logIn(): LogIn {
    return this.other.logIn;
  }

  async authenticate(request: Request): Promise<Principal> {
    return this.tokens.recognize(bearerToken(request, this)) ?? await this.other.authenticate(request);
  }

  /** Those who have a token come in whatever is with the other. */
  check(): Promise<void> {
    return this.tokens.check();
  }

  onRevoked(listener: (credential: string) => void): void {
    this.tokens.onRevoked(listener);
  }
}
