import { AgentFailure } from "./agent_failure.ts";

/** What was asked for can't be done as it was asked for: a key is missing, a file can't be read, two flags contradict. */
export class SetUpFailure extends AgentFailure {
  override name = "SetUpFailure";
}
