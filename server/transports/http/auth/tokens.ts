/** Files of access tokens: one per line, with its name and scope. */

import { sha256Sync } from "../../../../base/bytes/sha256_sync.ts";
import type { Scope } from "./authenticator.ts";

/** An accepted token. The token itself is not kept. */
export interface AccessToken {
  /** The name in the history. Several tokens may share a name, so that a new one can replace an old one. */
  name: string;
  scope: Scope;
  /** SHA-256 of the token. */
  digest: Uint8Array;
}

/** Shorter tokens can be guessed. */
const MIN_TOKEN_LENGTH = 16;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u;
/** The form of a token (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Parses tokens. A line has a name, a scope (`read` or `write`) and a token. Empty lines and lines that start with `#` are
 * ignored.
 *
 * @throws {SyntaxError} With the number of the first invalid line and the reason. It never repeats a token.
 *
 * @example
 * ```ts
 * import { parseTokens } from "./tokens.ts";
 *
 * parseTokens("# The support team\ndana write 5d2c0f1e9b7a4c36\n")[0]?.name; // "dana"
 * ```
 */
export function parseTokens(text: string): AccessToken[] {
  const tokens = text.split(/\r?\n/).flatMap((line, index) => {
    const words = line.trim().split(/\s+/);
    return words[0] === "" || words[0]!.startsWith("#") ? [] : [parseToken(words, index + 1)];
  });
  if (tokens.length === 0) throw new SyntaxError("it contains no token");
  rejectDuplicates(tokens);
  return tokens;
}

/** Computes the SHA-256 digest by which tokens are compared. */
export function digestToken(token: string): Uint8Array {
  return sha256Sync(token);
}

function parseToken(words: readonly string[], line: number): AccessToken {
  const [name, scope, token] = words;
  if (words.length !== 3) throw new SyntaxError(`line ${line} must have the form NAME read|write TOKEN`);
  if (!NAME.test(name!)) {
    throw new SyntaxError(
      `the name in line ${line} may contain only letters, digits and . _ @ + - (at most 64 characters)`,
    );
  }
  if (scope !== "read" && scope !== "write") {
    throw new SyntaxError(`the scope in line ${line} must be read or write`);
  }
  if (!TOKEN.test(token!)) {
    throw new SyntaxError(`the token in line ${line} may contain only letters, digits and - . _ ~ + / =`);
  }
  if (token!.length < MIN_TOKEN_LENGTH) {
    const minimum = `minimum ${MIN_TOKEN_LENGTH} characters`;
    throw new SyntaxError(
      `the token in line ${line} is too short (${minimum}): generate one with openssl rand -hex 24`,
    );
  }
  return { name: name!, scope, digest: digestToken(token!) };
}

function rejectDuplicates(tokens: readonly AccessToken[]): void {
  const names = new Map<string, string>();
  for (const { name, digest } of tokens) {
    const key = digest.toHex();
    const first = names.get(key);
    if (first !== undefined) throw new SyntaxError(`${first} and ${name} have the same token`);
    names.set(key, name);
  }
}
