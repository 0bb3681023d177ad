/**
 * Responses that are prepared when the program is built.
 *
 * @module
 */

export { prepared } from "./prepared.ts";
export { type PreparedResponse, PreparedResponses } from "./prepared_responses.ts";
export { packServers, type PreparedServers, unpackServer } from "./shared_lists.ts";
export type { JsonObject, ListedJson, PreparedPrompt, PreparedServer, PreparedTool } from "./prepared_server.ts";
