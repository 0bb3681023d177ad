/** Who may come in to an HTTP server, and over what: read before anything is opened. */

import { anyone, type Authenticator, EitherAuthenticator, TokenAuthenticator } from "../server/http/mod.ts";
import { Failure } from "./failure.ts";
import { type HttpAddress, isLoopback, writtenAddress } from "./http_address.ts";
import { type LogInFlags, oidcAuthenticator } from "./http_log_in.ts";
import type { Log } from "./log.ts";
import { readText } from "./read_text.ts";
import { TokenFile } from "./token_file.ts";
import { tokensOf } from "./tokens_of.ts";

export interface EntranceFlags extends LogInFlags {
  address: HttpAddress;
  /** A file of tokens. */
  tokenFile: string | undefined;
  /** Tokens, when there is no file: as lines of one, or separated by commas; or one alone. */
  tokens: string | undefined;
  /** PEM files: the chain of certificates, and the key. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
}

export interface Entrance extends Admission {
  tls?: { cert: string; key: string };
}

interface Admission<Kind extends Authenticator = Authenticator> {
  authenticator: Kind;
  /** Watches for what changes who may come in, until the function that it gives is called. */
  watch: () => () => void;
}

/**
 * Reads tokens and certificates.
 *
 * @param readOnly Nothing that is served writes.
 * @throws {Failure} When they can't be read, or other machines could come in without a token.
 */
export async function entranceOf(flags: EntranceFlags, readOnly: boolean, log: Log): Promise<Entrance> {
  const admission = await admissionOf(flags, readOnly, log);
  const tls = await tlsOf(flags);
  if (tls === undefined && !isLoopback(flags.address.hostname)) {
    log.warning(
      "Tokens and tickets cross the network unencrypted: give --tls-cert and --tls-key, or put a proxy before it.",
    );
  }
  return { ...admission, ...tls && { tls } };
}

async function admissionOf(flags: EntranceFlags, readOnly: boolean, log: Log): Promise<Admission> {
  const tokens = await byTokens(flags, log);
  const oidc = await oidcAuthenticator(flags, readOnly, log);
  if (oidc === undefined) return tokens ?? byAddress(flags.address);
  const authenticator = tokens === undefined ? oidc : new EitherAuthenticator(tokens.authenticator, oidc);
  return {
    authenticator,
    watch() {
      oidc.check().catch(() => {}); // the log has it, and it is tried again with the first token
      return tokens?.watch() ?? unwatched;
    },
  };
}

async function byTokens(
  { tokenFile, tokens }: EntranceFlags,
  log: Log,
): Promise<Admission<TokenAuthenticator> | undefined> {
  if (tokenFile !== undefined) {
    const file = await TokenFile.open(tokenFile, log);
    return { authenticator: file.authenticator, watch: () => file.follow() };
  }
  if (tokens === undefined) return undefined;
  const authenticator = new TokenAuthenticator(tokensOf(asLines(tokens), "SUPPORT_MCP_TOKEN"));
  return { authenticator, watch: () => unwatched };
}

/** Whoever is on this machine may come in, if nobody else can. */
function byAddress(address: HttpAddress): Admission {
  if (isLoopback(address.hostname)) return { authenticator: anyone, watch: () => unwatched };
  throw new Failure(
    `Other machines reach ${writtenAddress(address)}, and nothing says who may come in: name a file of tokens with ` +
      `--token-file, or an issuer of them with --oidc-issuer; or listen on this machine alone with --http ${address.port}.`,
    2,
  );
}

function unwatched(): void {}

/** What a variable holds as the lines of a file. A token alone is everybody's. */
function asLines(tokens: string): string {
  return /\s/.test(tokens.trim()) ? tokens.replaceAll(",", "\n") : `team write ${tokens.trim()}`;
}

async function tlsOf({ tlsCert, tlsKey }: EntranceFlags): Promise<Entrance["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new Failure("TLS needs both --tls-cert FILE and --tls-key FILE: give the other too.", 2);
  }
  return { cert: await readText(tlsCert, "the certificate"), key: await readText(tlsKey, "the key") };
}
