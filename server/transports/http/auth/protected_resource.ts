/** What hosts need to know in order to log in: this server as a protected resource of OAuth (RFC 9728). */

import type { AuthorizationServer } from "./authenticator.ts";

/** Where the metadata is: for the whole server, and for its resource `/mcp` (RFC 9728, section 3.1). */
export const METADATA_PATHS = [
  "/.well-known/oauth-protected-resource",
  "/.well-known/oauth-protected-resource/mcp",
] as const;

/** The metadata of a resource (RFC 9728, section 2). */
export interface ProtectedResource {
  resource: string;
  resource_name: string;
  authorization_servers: string[];
  scopes_supported: string[];
  bearer_methods_supported: string[];
}

/** The metadata, for whoever sends `request`. */
export function toProtectedResource(request: Request, title: string, logIn: AuthorizationServer): ProtectedResource {
  return {
    resource: `${getPublicUrl(request, logIn)}/mcp`,
    resource_name: title,
    authorization_servers: [logIn.issuer],
    scopes_supported: logIn.scopes.map((scope) => logIn.scopeNames[scope]),
    bearer_methods_supported: ["header"],
  };
}

/** Where whoever sends `request` finds the metadata. A proxy that takes off the public URL's path brings it to us. */
export function getMetadataUrl(request: Request, logIn: AuthorizationServer): string {
  return `${getPublicUrl(request, logIn)}${METADATA_PATHS[1]}`;
}

/**
 * Without a public URL it is what the request was addressed to: its Host has been checked, and the answer is for its sender
 * alone. What proxies tell besides (`X-Forwarded-Host`, `Forwarded`) anybody can write.
 */
function getPublicUrl({ url }: Request, { publicUrl }: AuthorizationServer): string {
  return publicUrl ?? new URL(url).origin;
}
