import type { Authenticator, AuthorizationServer, Principal } from "./authenticator.ts";
import type { BrowserLogIn } from "./browser_log_in.ts";
import { readBearerToken } from "./bearer.ts";
import type { TokenAuthenticator } from "./token_authenticator.ts";

/** Accepts one of a few tokens, or else what another authenticator accepts. */
export class CombinedAuthenticator implements Authenticator {
  constructor(
    private readonly tokens: TokenAuthenticator,
    private readonly other: Authenticator & { readonly authorizationServer: AuthorizationServer },
  ) {}

  get authorizationServer(): AuthorizationServer {
    return this.other.authorizationServer;
  }

  get logIn(): BrowserLogIn | undefined {
    return this.other.logIn;
  }

  async authenticate(request: Request): Promise<Principal> {
    return this.tokens.findPrincipal(readBearerToken(request, this)) ?? await this.other.authenticate(request);
  }

  /** The tokens are enough, even if the other authenticator is not available. */
  check(): Promise<void> {
    return this.tokens.check();
  }

  onRevoked(listener: (credential: string) => void): void {
    this.tokens.onRevoked(listener);
  }
}
