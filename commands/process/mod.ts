/** This process: its version, its errors and exit codes, and the signals that end it. */

export { DOCTOR_NAME } from "./doctor_name.ts";
export { CommandError, type ErrorExitCode, toCommandError } from "./command_error.ts";
export { type Interruption, listenForInterruption } from "./interruption.ts";
export { getPerson } from "./person.ts";
export { createTerminationSignal, toExitCode, waitForTermination } from "./termination.ts";
export { version } from "./version.ts";
