/** The prompts of the tickets server. */

export { handoffPrompt } from "./handoff_prompt.ts";
export { resolutionPrompt } from "./resolution_prompt.ts";
export { triagePrompt } from "./triage_prompt.ts";
