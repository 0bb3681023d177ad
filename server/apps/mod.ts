/**
 * MCP Apps: pages that hosts show (extension `io.modelcontextprotocol/ui`, revision 2026-01-26). Loaded before the first
 * response, so it is small.
 *
 * @module
 */

export { ApprovalKeys, type KeyedApproval } from "./approval_keys.ts";
export { APP_MIME_TYPE, APP_SCRIPT_URI, APP_URI, APPS_EXTENSION, supportsApps } from "./extension.ts";
export { type AppRole, isForAppsOnly, listTools, NEEDS_APPS } from "./tools.ts";
