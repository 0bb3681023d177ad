/** Log-in by OpenID Connect, as the command line asks for it. */

import type { OidcAuthenticator } from "../../../server/transports/http/auth/oidc/mod.ts";
import type { Log } from "../../output/log.ts";

export interface LogInFlags {
  oidc: OidcFlags | undefined;
  /** The URL that hosts know this server by, up to `/mcp`. */
  publicUrl: string | undefined;
  /** The names that the server has besides `localhost`. */
  allowedHosts: readonly string[];
  tlsCert: string | undefined;
}

export interface OidcFlags {
  /** The issuer's URL, to the letter. */
  issuer: string;
  audience: string;
  scopePrefix: string | undefined;
}

/**
 * Lets in by the tokens of an issuer, if there is one. The issuer isn't asked anything yet.
 *
 * @param readOnly Nothing that is served writes.
 */
export async function createOidcAuthenticator(
  flags: LogInFlags,
  readOnly: boolean,
  log: Log,
): Promise<OidcAuthenticator | undefined> {
  const { oidc, publicUrl } = flags;
  if (oidc === undefined) return undefined;
  warnAboutProxy(flags, log);
  const { issuer } = oidc;
  const { OidcAuthenticator } = await import("../../../server/transports/http/auth/oidc/mod.ts"); // which loads what checks signatures
  return new OidcAuthenticator({
    ...oidc,
    publicUrl,
    scopes: readOnly ? ["read"] : ["read", "write"],
    onchange(problem) {
      if (problem === null) log.info("The issuer {issuer} can be asked again.", { issuer });
      else log.warning("Tokens can't be checked: {message}.", { message: problem.message, issuer });
    },
  });
}

/** Names that others know the server by, and no certificate: then a proxy has it, of which nothing here knows. */
function warnAboutProxy({ publicUrl, allowedHosts, tlsCert }: LogInFlags, log: Log): void {
  if (publicUrl !== undefined || tlsCert !== undefined || allowedHosts.length === 0) return;
  log.warning(
    "Hosts that log in are told that this server is at {url}: behind a proxy, give --public-url with the URL that they " +
      "know.",
    { url: `http://${allowedHosts[0]}` },
  );
}
