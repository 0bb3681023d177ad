/** The second part of the page, which is loaded when it is first needed. */

export { Later } from "./later.ts";
export { PartError, type PartFailure, runPart } from "./run_part.ts";
