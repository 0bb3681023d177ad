/** The agent with a model: works through a task with the tools of MCP servers. */

export type { Limits } from "./budget.ts";
export { DEFAULT_TASK } from "./instructions.ts";
export { runModelAgent } from "./run_model_agent.ts";
