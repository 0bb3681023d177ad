/**
 * The definitions of the servers: tools, resources, prompts and the texts they return.
 *
 * @module
 */

export { writeApprovedDocument } from "./approved_document.ts";
export type {
  BoundTool,
  CallerContext,
  Complete,
  InteractiveContext,
  PromptDefinition,
  ReadContext,
  ResourceContent,
  ResourceDefinition,
  ServerDefinition,
  ToolDefinition,
  ToolOutput,
  Validation,
} from "./definition.ts";
export { customersServer, deskServer, type ServerName, servers, ticketsServer } from "./servers/mod.ts";
