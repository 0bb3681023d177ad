/** The flags of `support-mcp serve --http` for login with OpenID Connect. */

import { CommandError } from "../../../process/mod.ts";
import type { OidcFlags } from "../../../http/mod.ts";
import {
  parseIssuer,
  parseList,
  parsePublicUrl,
  readListVariable,
  readParsedVariable,
  readVariable,
} from "../../../values/mod.ts";
import { parsedFlag, textFlag } from "../parameters.ts";

/** The values as Stricli parses them. */
export interface LogInFlagValues {
  "oidc-issuer"?: string;
  "oidc-audience"?: string;
  "oidc-client"?: string[];
  "oidc-desk-client"?: string;
  "oidc-scope-prefix"?: string;
  "public-url"?: string;
}

const OIDC = { section: "OPENID CONNECT FLAGS" };

export const logInParameters = {
  "oidc-issuer": parsedFlag("URL", parseIssuer, "Accept access tokens from this OpenID provider", {
    ...OIDC,
    variable: "SUPPORT_MCP_OIDC_ISSUER",
  }),
  "oidc-audience": textFlag("NAME", "Require this audience in its tokens", {
    ...OIDC,
    variable: "SUPPORT_MCP_OIDC_AUDIENCE",
  }),
  "oidc-client": parsedFlag("NAME[,NAME]", parseList, "Accept only tokens that were issued to these clients", {
    ...OIDC,
    default: "all clients of the issuer",
    variable: "SUPPORT_MCP_OIDC_CLIENT",
  }),
  "oidc-desk-client": textFlag("NAME", "Let people log in at the web desk with this public client", {
    ...OIDC,
    default: "tokens at the web desk",
    variable: "SUPPORT_MCP_OIDC_DESK_CLIENT",
  }),
  "oidc-scope-prefix": textFlag("PREFIX", "Expect this prefix before the scopes desk:read and desk:write", {
    ...OIDC,
    default: "none",
    variable: "SUPPORT_MCP_OIDC_SCOPE_PREFIX",
  }),
  "public-url": parsedFlag("URL", parsePublicUrl, "Announce this URL to hosts, for a server behind a proxy", {
    section: "HTTP FLAGS",
    variable: "SUPPORT_MCP_PUBLIC_URL",
  }),
};

/**
 * Reads the issuer of tokens, and the URL by which hosts know this server.
 *
 * @throws {CommandError} If a flag or variable is invalid, or needs another.
 */
export function parseLogInFlags(
  values: LogInFlagValues,
): { oidc: OidcFlags | undefined; publicUrl: string | undefined } {
  return {
    oidc: parseOidcFlags(values),
    publicUrl: values["public-url"] ?? readParsedVariable("SUPPORT_MCP_PUBLIC_URL", parsePublicUrl),
  };
}

function parseOidcFlags(values: LogInFlagValues): OidcFlags | undefined {
  const issuer = values["oidc-issuer"] ?? readParsedVariable("SUPPORT_MCP_OIDC_ISSUER", parseIssuer);
  const audience = values["oidc-audience"] ?? readVariable("SUPPORT_MCP_OIDC_AUDIENCE");
  const scopePrefix = values["oidc-scope-prefix"] ?? readVariable("SUPPORT_MCP_OIDC_SCOPE_PREFIX");
  const client = values["oidc-client"] ?? readListVariable("SUPPORT_MCP_OIDC_CLIENT");
  const deskClient = values["oidc-desk-client"] ?? readVariable("SUPPORT_MCP_OIDC_DESK_CLIENT");
  if (issuer !== undefined && audience) {
    const clients = client === undefined ? undefined : [...client, ...deskClient ? [deskClient] : []];
    return { issuer, audience, clients, deskClient, scopePrefix };
  }
  if ([issuer, audience, client, deskClient, scopePrefix].every((value) => value === undefined)) return undefined;
  const missing = issuer === undefined ? "--oidc-issuer URL" : "--oidc-audience NAME";
  throw new CommandError(
    `--oidc-issuer and --oidc-audience belong together, and one of them is missing. Add ${missing}.`,
    2,
  );
}
