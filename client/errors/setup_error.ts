import { AgentError } from "./agent_error.ts";

/** What was asked for can't be done as it was asked for: a key is missing, a file can't be read, two flags contradict. */
export class SetupError extends AgentError {
  override name = "SetUpFailure";
}
