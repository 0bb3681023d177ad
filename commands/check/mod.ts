/** Output of the commands that meet damaged stores. */

export { countProblems, formatFindings, formatProblemCount } from "./findings.ts";
