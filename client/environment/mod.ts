/** The outside world of a run: servers, models, a terminal and time. */

export { liveEnvironment, type RunEnvironment } from "./run_environment.ts";
