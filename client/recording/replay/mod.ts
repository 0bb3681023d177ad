/** Runs the agent again against a recording. */

export { Replay } from "./replay.ts";
