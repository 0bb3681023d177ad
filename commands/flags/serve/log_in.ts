/** The flags of `support-mcp serve --http` for log-in by OpenID Connect. */

import { CommandError } from "../../command_error.ts";
import type { OidcFlags } from "../../serve/http/log_in.ts";
import { readParsedVariable, readVariable } from "../../values/environment.ts";
import { parseIssuer, parsePublicUrl } from "../../values/url.ts";

/** As they come from the command line. */
export interface LogInFlagValues {
  "oidc-issuer"?: string;
  "oidc-audience"?: string;
  "oidc-scope-prefix"?: string;
  "public-url"?: string;
}

/** What each takes and means. */
export const logInParameters = {
  "oidc-issuer": {
    kind: "parsed",
    parse: parseIssuer,
    optional: true,
    placeholder: "URL",
    brief: "Let in who has logged in at this OpenID provider (SUPPORT_MCP_OIDC_ISSUER)",
  },
  "oidc-audience": {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "NAME",
    brief: "What its tokens for this server have as their audience (SUPPORT_MCP_OIDC_AUDIENCE)",
  },
  "oidc-scope-prefix": {
    kind: "parsed",
    parse: String,
    optional: true,
    placeholder: "TEXT",
    brief: "What it wants before the scopes desk:read and desk:write (SUPPORT_MCP_OIDC_SCOPE_PREFIX)",
  },
  "public-url": {
    kind: "parsed",
    parse: parsePublicUrl,
    optional: true,
    placeholder: "URL",
    brief: "Where hosts reach this server, when that is a proxy (SUPPORT_MCP_PUBLIC_URL)",
  },
} as const;

/**
 * Where people log in, and where they reach this server.
 *
 * @throws {CommandError} When a flag or variable can't be used, or lacks another.
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
  if (issuer !== undefined && audience) return { issuer, audience, scopePrefix };
  if ([issuer, audience, scopePrefix].every((value) => value === undefined)) return undefined;
  const missing = issuer === undefined ? "--oidc-issuer URL" : "--oidc-audience NAME";
  throw new CommandError(`Log-in by OpenID Connect needs both --oidc-issuer and --oidc-audience: add ${missing}.`, 2);
}
