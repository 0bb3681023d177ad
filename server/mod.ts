/**
 * The MCP servers of the desk: what they offer, and how they are served.
 *
 * @module
 */

export { customersServer } from "./customers_server.ts";
export type { ServerDefinition } from "./definition.ts";
export { createServer, offeredTools, type ServerOptions } from "./server.ts";
export { type Served, serveOnStdio } from "./stdio.ts";
export { ticketsServer } from "./tickets_server.ts";
