/** `support-mcp serve --http`: access and the server. Loads all of HTTP. */

export { type Access, loadAccess } from "./access.ts";
export type { OidcFlags } from "./log_in.ts";
export { type HttpFlags, requireAvailable, serveHttp } from "./serve_http.ts";
