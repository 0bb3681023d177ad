/** Errors with messages for the person who runs the agent. */

export { AgentError } from "./agent_error.ts";
export { RecordingEndedError, type RunEnd } from "./recording_ended_error.ts";
export { ServerError } from "./server_error.ts";
export { SetupError } from "./setup_error.ts";
export { TransportError, type TransportErrorDetails } from "./transport_error.ts";
