/** Proposals for shells that complete our command line. */

export { complete } from "./complete.ts";
export { completeToolNames } from "./tool_names.ts";
