import type { Authenticator, AuthorizationServer, Principal } from "./authenticator.ts";
import { readBearerToken } from "./bearer.ts";
import type { TokenAuthenticator } from "./token_authenticator.ts";

/** Lets in who shows one of a few tokens, or else whom another authenticator lets in. */
export class CombinedAuthenticator implements Authenticator {
  constructor(
    private readonly tokens: TokenAuthenticator,
    private readonly other: Authenticator & { readonly authorizationServer: AuthorizationServer },
  ) {}

  get authorizationServer(): AuthorizationServer {
    return this.other.authorizationServer;
  }

  async authenticate(request: Request): Promise<Principal> {
    return this.tokens.findPrincipal(readBearerToken(request, this)) ?? await this.other.authenticate(request);
  }

  /** Those who have a token come in whatever is with the other. */
  check(): Promise<void> {
    return this.tokens.check();
  }

  onRevoked(listener: (credential: string) => void): void {
    this.tokens.onRevoked(listener);
  }
}
