/**
 * Runs definitions: tools and resources, and their failures.
 *
 * @module
 */

export { readResource } from "./read_resource.ts";
export { toReadError } from "./results.ts";
export { LOGGER_NAME, type ProgressNotification, readUserName, runTool, type ToolCall } from "./run_tool.ts";
export { matchesUriTemplate, parseUriVariables } from "./uri_template.ts";
