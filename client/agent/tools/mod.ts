/** The tools that an agent offers its model: those of the servers, and its own for resources and prompts. */

export { createMissingTool, type OfferedTool, type ToolOutcome } from "./offered_tool.ts";
export { formatResource } from "./result_text.ts";
export { Toolbox } from "./toolbox.ts";
