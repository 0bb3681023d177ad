/** Records a run. */

export { Recorder } from "./recorder.ts";
