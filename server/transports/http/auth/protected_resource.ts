/** This server as a protected resource of OAuth: what hosts need to know to log in (RFC 9728). */

import type { AuthorizationServer } from "./authenticator.ts";

/** The paths of the metadata: for the whole server, and for its resource `/mcp` (RFC 9728, section 3.1). */
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

/** The metadata for the sender of `request`. */
export function toProtectedResource(request: Request, title: string, server: AuthorizationServer): ProtectedResource {
  return {
    resource: `${getPublicUrl(request, server)}/mcp`,
    resource_name: title,
    authorization_servers: [server.issuer],
    scopes_supported: server.scopes.map((scope) => server.scopeNames[scope]),
    bearer_methods_supported: ["header"],
  };
}

/** The URL of the metadata for the sender of `request`. A proxy that removes the public URL's path forwards it to us. */
export function getMetadataUrl(request: Request, server: AuthorizationServer): string {
  return `${getPublicUrl(request, server)}${METADATA_PATHS[1]}`;
}

/**
 * Returns the address of this server, up to `/mcp`. By default the URL that the request was sent to: its Host has been checked, and only its sender gets the response. The
 * headers of proxies (`X-Forwarded-Host`, `Forwarded`) are ignored, because any client can send them.
 */
export function getPublicUrl({ url }: Request, { publicUrl }: Pick<AuthorizationServer, "publicUrl">): string {
  return publicUrl ?? new URL(url).origin;
}
