/**
 * The parts of arguments that calls need without zod: forms of values, and prepared schemas.
 *
 * @module
 */

export { hasEffect } from "./effects.ts";
export { type ArgumentsSchema, prepared, type PreparedTool, type ValueSchema } from "./prepared.ts";
export { parseTicketId, replaceTicketUris } from "./ticket_id.ts";
