/** Registers definitions with the SDK's server. */

export { registerLists } from "./register_lists.ts";
export { registerPrompt } from "./register_prompt.ts";
export { decodeVariables, registerResource } from "./register_resource.ts";
export { registerTool } from "./register_tool.ts";
