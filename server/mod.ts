/**
 * The MCP servers of the desk: what they offer, and how they are served.
 *
 * @module
 */

export { customersServer } from "./definitions/customers_server.ts";
export type { ServerDefinition } from "./definitions/definition.ts";
export { filterTools } from "./definitions/tool_filter.ts";
export { createServer, type ServerOptions } from "./protocol/sdk/create_server.ts";
export { type ServerName, servers } from "./definitions/servers.ts";
export { ticketsServer } from "./definitions/tickets_server.ts";
