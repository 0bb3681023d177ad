import { type Authenticator, createPrincipal, type Principal } from "./authenticator.ts";
import { createInvalidTokenError, readBearerToken } from "./bearer.ts";
import { digestToken } from "./tokens.ts";
import { HttpError } from "../wire/mod.ts";

/** A link is valid for this long, in milliseconds. */
const LINK_AGE = 10 * 60 * 1000;

/**
 * Signs in the person who started the server, by links that work once. A command line, a clipboard and a browser's history
 * keep a link for longer, so it contains no token.
 */
export class LinkAuthenticator implements Authenticator {
  /** The codes of links by their digests, and when they expire. */
  readonly #links = new Map<string, number>();
  readonly #tokens = new Set<string>();
  readonly #principal: Principal;

  /** @param name The name of the person in the history. */
  constructor(name: string, private readonly now: () => number = Date.now) {
    this.#principal = createPrincipal(name, "write", `link ${name}`);
  }

  /** Creates the secret part of a link. */
  createCode(): string {
    const code = createSecret();
    this.#links.set(digest(code), this.now() + LINK_AGE);
    return code;
  }

  /**
   * Exchanges the code of a link for a token. The code is void from then on.
   *
   * @throws {HttpError} 403 if it was used before, has expired, or never existed.
   */
  signIn(request: Request): string {
    const code = digest(readBearerToken(request, {}));
    const expiresAt = this.#links.get(code);
    this.#links.delete(code);
    if (expiresAt === undefined || expiresAt < this.now()) {
      throw new HttpError(403, "This link was used before, or has expired. Run support-mcp desk for a new one.");
    }
    const token = createSecret();
    this.#tokens.add(digest(token));
    return token;
  }

  authenticate(request: Request): Principal {
    if (this.#tokens.has(digest(readBearerToken(request, {})))) return this.#principal;
    throw createInvalidTokenError("Unknown token.", request, {});
  }

  check(): Promise<void> {
    return Promise.resolve();
  }
}

/** Creates 256 random bits. */
function createSecret(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Secrets are compared by their digests, so that the time reveals nothing about them. */
function digest(secret: string): string {
  return digestToken(secret).toHex();
}
