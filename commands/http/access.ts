/** Access to an HTTP server: authentication and TLS, read before anything is opened. */

import {
  anonymousAuthenticator,
  type Authenticator,
  CombinedAuthenticator,
  type OpenFiles,
  readOpenFiles,
  TokenAuthenticator,
} from "../../server/transports/http/mod.ts";
import { CommandError } from "../process/mod.ts";
import { formatHttpAddress, type HttpAddress, isLoopback } from "../values/mod.ts";
import { createOidcAuthenticator, type LogInFlags } from "./log_in.ts";
import type { Log } from "../output/mod.ts";
import { readText, warnAboutMode } from "./read_text.ts";
import { TokenFile } from "./token_file.ts";
import { parseTokenList } from "./parse_token_list.ts";

export interface AccessFlags extends LogInFlags {
  address: HttpAddress;
  /** A file with tokens. */
  tokenFile: string | undefined;
  /** Tokens in place of a file: lines like those of a file, separated by line breaks or commas; or a single token. */
  tokens: string | undefined;
  /** PEM files: the certificate chain, and the private key. */
  tlsCert: string | undefined;
  tlsKey: string | undefined;
}

export interface Access extends Authentication {
  tls?: { cert: string; key: string };
  /** The open files of this process. */
  files: OpenFiles;
}

interface Authentication<Kind extends Authenticator = Authenticator> {
  authenticator: Kind;
  /** Watches for changes of the tokens until the returned function is called. */
  watch: () => () => void;
}

/**
 * Reads tokens and certificates.
 *
 * @param readOnly Clients need no write scope.
 * @throws {CommandError} If they cannot be read, or other machines could connect without a token.
 */
export async function loadAccess(flags: AccessFlags, readOnly: boolean, log: Log): Promise<Access> {
  const admission = await createAuthentication(flags, readOnly, log);
  const tls = await readTls(flags, log);
  if (tls === undefined && !isLoopback(flags.address.hostname)) {
    log.warning(
      "Tokens and tickets cross the network unencrypted. Add --tls-cert and --tls-key, or put a TLS proxy in front.",
    );
  }
  return { ...admission, ...tls && { tls }, files: readOpenFiles() };
}

async function createAuthentication(flags: AccessFlags, readOnly: boolean, log: Log): Promise<Authentication> {
  const tokens = await createTokenAuthentication(flags, log);
  const oidc = await createOidcAuthenticator(flags, readOnly, log);
  if (oidc === undefined) return tokens ?? allowLoopback(flags.address);
  const authenticator = tokens === undefined ? oidc : new CombinedAuthenticator(tokens.authenticator, oidc);
  return {
    authenticator,
    watch() {
      oidc.check().catch(() => {}); // logged, and repeated with the first token
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

/** Lets every local process in, provided that no other machine can connect. */
function allowLoopback(address: HttpAddress): Authentication {
  if (isLoopback(address.hostname)) return { authenticator: anonymousAuthenticator, watch: () => stopNothing };
  throw new CommandError(
    `--http ${
      formatHttpAddress(address)
    } accepts other machines, but nothing authenticates them. Add --token-file FILE ` +
      `or --oidc-issuer URL, or accept only this machine with --http ${address.port}.`,
    2,
  );
}

function stopNothing(): void {}

/** Turns a variable into the lines of a token file. A single token is shared by the whole team. */
function toTokenLines(tokens: string): string {
  return /\s/.test(tokens.trim()) ? tokens.replaceAll(",", "\n") : `team write ${tokens.trim()}`;
}

async function readTls({ tlsCert, tlsKey }: AccessFlags, log: Log): Promise<Access["tls"]> {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new CommandError(
      `--tls-cert and --tls-key belong together. Add ${tlsCert === undefined ? "--tls-cert" : "--tls-key"} FILE.`,
      2,
    );
  }
  const tls = { cert: await readText(tlsCert, "--tls-cert"), key: await readText(tlsKey, "--tls-key") };
  await warnAboutMode(tlsKey, "--tls-key", log);
  return tls;
}
