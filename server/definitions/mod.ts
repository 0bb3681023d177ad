/**
 * The definitions of both servers: tools, resources, prompts and the texts they return.
 *
 * @module
 */

export { customersServer } from "./customers_server.ts";
export type {
  BoundTool,
  Complete,
  InteractiveContext,
  PromptDefinition,
  ReadContext,
  ResourceContent,
  ResourceDefinition,
  ServerDefinition,
  ToolDefinition,
  ToolOutput,
} from "./definition.ts";
export { type ServerName, servers } from "./servers.ts";
export { ticketsServer } from "./tickets_server.ts";
