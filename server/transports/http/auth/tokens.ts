/** Access tokens as they are written down: one a line, with whom it belongs to and what it is for. */

import { sha256Sync } from "../../../../base/sha256_sync.ts";
import type { Scope } from "./authenticator.ts";

/** A token that lets somebody in. The token itself isn't kept. */
export interface AccessToken {
  /** Whose it is, as the history names them. Several tokens may have one name, so that a new one can replace an old one. */
  name: string;
  scope: Scope;
  /** SHA-256 of the token. */
  digest: Uint8Array;
}

/** Fewer characters can be guessed. */
const MIN_TOKEN_LENGTH = 16;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{0,63}$/u;
/** What fits into a header (RFC 6750, section 2.1). */
const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * Reads tokens: a line holds name, scope (`read` or `write`) and token; empty lines and those that begin with `#` hold
 * nothing.
 *
 * @throws {SyntaxError} With the number of the first line that can't be read, and why; it never repeats a token.
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
  if (tokens.length === 0) throw new SyntaxError("it holds no token");
  rejectDuplicates(tokens);
  return tokens;
}

/** SHA-256 of a token, as tokens are compared. */
export function digestToken(token: string): Uint8Array {
  return sha256Sync(token);
}

function parseToken(words: readonly string[], line: number): AccessToken {
  const [name, scope, token] = words;
  if (words.length !== 3) throw new SyntaxError(`line ${line} is not of the form NAME read|write TOKEN`);
  if (!NAME.test(name!)) {
    throw new SyntaxError(`the name in line ${line} is not one of letters, digits and . _ @ + - (64 at most)`);
  }
  if (scope !== "read" && scope !== "write") {
    throw new SyntaxError(`the scope in line ${line} is neither read nor write`);
  }
  if (!TOKEN.test(token!)) {
    throw new SyntaxError(`the token in line ${line} has other characters than letters, digits and - . _ ~ + / =`);
  }
  if (token!.length < MIN_TOKEN_LENGTH) {
    const wayOut = "take a random one, such as openssl rand -hex 24 makes";
    throw new SyntaxError(`the token in line ${line} is shorter than ${MIN_TOKEN_LENGTH} characters: ${wayOut}`);
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
