/** The agent's runs. What a model or a recording needs is loaded when a run has one. */

export { type AgentFlags, type ReplayFlags, runNew, runReplayed } from "./run.ts";
export type { ModelFlags } from "./run_with_model.ts";
