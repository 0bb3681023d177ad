/** The prompts of the tickets server, the article's first. */

export { resolutionPrompt } from "./resolution_prompt.ts";
export { triagePrompt } from "./triage_prompt.ts";
export { handoffPrompt } from "./handoff_prompt.ts";
