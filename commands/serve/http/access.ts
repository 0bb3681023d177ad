/** Who may come in to an HTTP server, and over what: read before anything is opened. */

import {
  anonymousAuthenticator,
  type Authenticator,
  CombinedAuthenticator,
  TokenAuthenticator,
} from "../../../server/transports/http/mod.ts";
import { CommandError } from "../../command_error.ts";
import { formatHttpAddress, type HttpAddress, isLoopback } from "../../values/http_address.ts";
import { createOidcAuthenticator, type LogInFlags } from "./log_in.ts";
import type { Log } from "../../output/log.ts";
import { readText } from "./read_text.ts";
import { TokenFile } from "./token_file.ts";
import { parseTokenList } from "./parse_token_list.ts";

export interface AccessFlags extends LogInFlags {
  address: HttpAddress;
  /** A file of tokens. */
  tokenFile: string | undefined;
  /** Tokens, when there is no file: as lines of one, or separated by commas; or one alone. */
  tokens: string | undefined;
  /** PEM files: the chain of certificates, and the key. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
}

export interface Access extends Authentication {
  tls?: { cert: string; key: string };
}

interface Authentication<Kind extends Authenticator = Authenticator> {
  authenticator: Kind;
  /** Watches for what changes who may come in, until the function that it gives is called. */
  watch: () => () => void;
}

/**
 * Reads tokens and certificates.
 *
 * @param readOnly Nothing that is served writes.
 * @throws {CommandError} When they can't be read, or other machines could come in without a token.
 */
export async function loadAccess(flags: AccessFlags, readOnly: boolean, log: Log): Promise<Access> {
  const admission = await createAuthentication(flags, readOnly, log);
  const tls = await readTls(flags);
  if (tls === undefined && !isLoopback(flags.address.hostname)) {
    log.warning(
      "Tokens and tickets cross the network unencrypted: give --tls-cert and --tls-key, or put a proxy before it.",
    );
  }
  return { ...admission, ...tls && { tls } };
}

async function createAuthentication(flags: AccessFlags, readOnly: boolean, log: Log): Promise<Authentication> {
  const tokens = await createTokenAuthentication(flags, log);
  const oidc = await createOidcAuthenticator(flags, readOnly, log);
  if (oidc === undefined) return tokens ?? allowLoopback(flags.address);
  const authenticator = tokens === undefined ? oidc : new CombinedAuthenticator(tokens.authenticator, oidc);
  return {
    authenticator,
    watch() {
      oidc.check().catch(() => {}); // the log has it, and it is tried again with the first token
      return tokens?.watch() ?? stopNothing;
    },
  };
}

async function createTokenAuthentication(
  { tokenFile, tokens }: AccessFlags,
  log: Log,
): Promise<Authentication<TokenAuthenticator> | undefined> {
  if (tokenFile !== undefined) {
    const file = await TokenFile.open(tokenFile, log);
    return { authenticator: file.authenticator, watch: () => file.watch() };
  }
  if (tokens === undefined) return undefined;
  const authenticator = new TokenAuthenticator(parseTokenList(toTokenLines(tokens), "SUPPORT_MCP_TOKEN"));
  return { authenticator, watch: () => stopNothing };
}

/** Whoever is on this machine may come in, if nobody else can. */
function allowLoopback(address: HttpAddress): Authentication {
  if (isLoopback(address.hostname)) return { authenticator: anonymousAuthenticator, watch: () => stopNothing };
  throw new CommandError(
    `Other machines reach ${
      formatHttpAddress(address)
    }, and nothing says who may come in: name a file of tokens with ` +
      `--token-file, or an issuer of them with --oidc-issuer; or listen on this machine alone with --http ${address.port}.`,
    2,
  );
}

function stopNothing(): void {}

/** What a variable holds as the lines of a file. A token alone is everybody's. */
function toTokenLines(tokens: string): string {
  return /\s/.test(tokens.trim()) ? tokens.replaceAll(",", "\n") : `team write ${tokens.trim()}`;
}

async function readTls({ tlsCert, tlsKey }: AccessFlags): Promise<Access["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CommandError("TLS needs both --tls-cert FILE and --tls-key FILE: give the other too.", 2);
  }
  return { cert: await readText(tlsCert, "the certificate"), key: await readText(tlsKey, "the key") };
}
