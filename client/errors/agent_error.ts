/** A failure of the agent that a person can mend. The message says what, why and what to do. */
export class AgentError extends Error {
  override name = "AgentFailure";

  /** @param remarks Lines that help to find the reason. */
  constructor(message: string, readonly remarks: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
  }
}
