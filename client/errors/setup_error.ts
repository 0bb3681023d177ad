import { AgentError } from "./agent_error.ts";

/** An invalid setup, such as a missing key, an unreadable file or contradictory flags. */
export class SetupError extends AgentError {
  override name = "SetupError";
}
