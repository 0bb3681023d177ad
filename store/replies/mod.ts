/** Saved replies. */

export { findSimilarReplies } from "./find_similar_replies.ts";
export { fillVariables, findVariableProblem, listVariables, REPLY_VARIABLES, type ReplyVariable } from "./variables.ts";
