/** An error of the agent that its user can fix. The message says what failed, why, and what to do. */
export class AgentError extends Error {
  override name = "AgentError";

  /** @param remarks Lines that help to find the cause. */
  constructor(message: string, readonly remarks: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
  }
}
