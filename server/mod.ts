/**
 * The MCP servers of the desk: what they offer, and how they are served.
 *
 * @module
 */

export { customersServer } from "./customers_server.ts";
export type { ServerDefinition } from "./definition.ts";
export { offeredTools } from "./offered.ts";
export { createServer, type ServerOptions } from "./server.ts";
export { type ServerName, servers } from "./servers.ts";
export { ticketsServer } from "./tickets_server.ts";
