/**
 * The MCP servers of the desk: what they offer, and how they are served.
 *
 * @module
 */

export { customersServer, type ServerDefinition, type ServerName, servers, ticketsServer } from "./definitions/mod.ts";
export { createServer, type ServerOptions } from "./protocol/sdk/create_server.ts";
export { filterTools } from "./protocol/tool_filter.ts";
