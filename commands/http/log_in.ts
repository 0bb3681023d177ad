/** Login with OpenID Connect, set up from the command line. */

import type { OidcAuthenticator } from "../../server/transports/http/auth/oidc/mod.ts";
import type { Log } from "../output/mod.ts";

export interface LogInFlags {
  oidc: OidcFlags | undefined;
  /** The URL by which hosts know this server, without `/mcp`. */
  publicUrl: string | undefined;
  /** The server's names in addition to `localhost`. */
  allowedHosts: readonly string[];
  tlsCert: string | undefined;
}

export interface OidcFlags {
  /** The issuer's URL, which is compared letter by letter. */
  issuer: string;
  audience: string;
  /** The clients whose tokens are accepted; all if undefined. */
  clients: readonly string[] | undefined;
  /** The public client of the web desk; without one, people use tokens there. */
  deskClient: string | undefined;
  scopePrefix: string | undefined;
}

/**
 * Creates the authenticator for an issuer's tokens, if there is an issuer. Sends it no request yet.
 *
 * @param readOnly Clients need no write scope.
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
  const { OidcAuthenticator } = await import("../../server/transports/http/auth/oidc/mod.ts"); // loads signature checks
  return new OidcAuthenticator({
    ...oidc,
    publicUrl,
    scopes: readOnly ? ["read"] : ["read", "write"],
    onchange(problem) {
      if (problem === null) log.info("The issuer {issuer} is reachable again.", { issuer });
      else log.warning("Cannot verify access tokens: {message}.", { message: problem.message, issuer });
    },
  });
}

/** Warns if other names but no certificate suggest a proxy that `--public-url` should name. */
function warnAboutProxy({ publicUrl, allowedHosts, tlsCert }: LogInFlags, log: Log): void {
  if (publicUrl !== undefined || tlsCert !== undefined || allowedHosts.length === 0) return;
  log.warning(
    "--public-url is missing: hosts that log in will look for this server at {url}. Behind a proxy, set it to the " +
      "proxy's URL.",
    { url: `http://${allowedHosts[0]}` },
  );
}
