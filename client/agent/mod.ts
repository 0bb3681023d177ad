/** The agent with a model: works through a task with the tools of MCP servers, once or whenever there is news. */

export type { Limits } from "./budget.ts";
export { DEFAULT_TASK, WATCH_TASK } from "./instructions.ts";
export { runModelAgent } from "./run_model_agent.ts";
export { watchModelAgent } from "./watch_model_agent.ts";
