/**
 * The MCP servers of the desk: what they offer, and how they are served.
 *
 * @module
 */

export {
  customersServer,
  deskServer,
  type ServerDefinition,
  type ServerName,
  servers,
  ticketsServer,
  writeApprovedDocument,
} from "./definitions/mod.ts";
export { filterTools, type ServerOptions, TOOL_GROUPS } from "./protocol/mod.ts";
export { createServer } from "./protocol/sdk/mod.ts";
