/** Who may come in to an HTTP server, and over what: read before anything is opened. */

import type { Authenticator } from "../server/http/mod.ts";
import { Failure } from "./failure.ts";
import { type HttpAddress, isLoopback, writtenAddress } from "./http_address.ts";
import type { Log } from "./log.ts";

export interface EntranceFlags {
  address: HttpAddress;
  /** A file of tokens. */
  tokenFile: string | undefined;
  /** Tokens, when there is no file: as lines of one, or separated by commas; or one alone. */
  tokens: string | undefined;
  /** PEM files: the chain of certificates, and the key. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
}

export interface Entrance {
  authenticator: Authenticator;
  tls?: { cert: string; key: string };
}

/** Of a file's mode: its group, and everybody. */
const READABLE_BY_OTHERS = 0o044;

/**
 * Reads tokens and certificates.
 *
 * @throws {Failure} When they can't be read, or other machines could come in without a token.
 */
export async function entranceOf(flags: EntranceFlags, log: Log): Promise<Entrance> {
  const authenticator = await authenticatorOf(flags, log);
  const tls = await tlsOf(flags);
  if (tls === undefined && !isLoopback(flags.address.hostname)) {
    log.warning(
      "Tokens and tickets cross the network unencrypted: give --tls-cert and --tls-key, or put a proxy before it.",
    );
  }
  return { authenticator, ...tls && { tls } };
}

async function authenticatorOf({ address, tokenFile, tokens }: EntranceFlags, log: Log): Promise<Authenticator> {
  const { anyone, parseTokens, TokenAuthenticator } = await import("../server/http/mod.ts");
  const source = tokenFile === undefined ? "SUPPORT_MCP_TOKEN" : `The token file ${tokenFile}`;
  const text = tokenFile === undefined ? tokens && asLines(tokens) : await readTokenFile(tokenFile, log);
  if (text === undefined) {
    if (isLoopback(address.hostname)) return anyone;
    throw withoutTokens(address);
  }
  try {
    return new TokenAuthenticator(parseTokens(text));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`${source} can't be used: ${error.message}.`, 2);
    throw error;
  }
}

/** What a variable holds as the lines of a file. A token alone is everybody's. */
function asLines(tokens: string): string {
  return /\s/.test(tokens.trim()) ? tokens.replaceAll(",", "\n") : `team write ${tokens.trim()}`;
}

async function readTokenFile(path: string, log: Log): Promise<string> {
  const text = await readText(path, "the token file");
  const { mode } = await Deno.stat(path);
  if (mode !== null && (mode & READABLE_BY_OTHERS) !== 0) {
    log.warning("Other users of this machine may read the token file {path}: chmod 600 it.", { path });
  }
  return text;
}

async function tlsOf({ tlsCert, tlsKey }: EntranceFlags): Promise<Entrance["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new Failure("TLS needs both --tls-cert FILE and --tls-key FILE: give the other too.", 2);
  }
  return { cert: await readText(tlsCert, "the certificate"), key: await readText(tlsKey, "the key") };
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : (error as Error).message;
    throw new Failure(`Can't read ${what} ${path}: ${reason}.`, 1, { cause: error });
  }
}

function withoutTokens(address: HttpAddress): Failure {
  return new Failure(
    `Other machines reach ${writtenAddress(address)}, and nothing says who may come in: name a file of tokens with ` +
      `--token-file, or listen on this machine alone with --http ${address.port}.`,
    2,
  );
}
