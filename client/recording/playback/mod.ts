/** Prints a recorded run. */

export { playRecording } from "./playback.ts";
