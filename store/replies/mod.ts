/** Saved replies. */

export { fillVariables, findVariableProblem, listVariables, REPLY_VARIABLES, type ReplyVariable } from "./variables.ts";
