/** The prompts of the servers. */

export { handoffPrompt } from "./handoff_prompt.ts";
export { resolutionPrompt } from "./resolution_prompt.ts";
export { savedReplyPrompt } from "./saved_reply_prompt.ts";
export { triagePrompt } from "./triage_prompt.ts";
