import { AgentError } from "./agent_error.ts";

/** A server that failed or returned an error. The message names the server and the problem. */
export class ServerError extends AgentError {
  override name = "ServerError";
  /** The predicate of the message, without a full stop. */
  readonly problem: string;

  /**
   * @param server The server's display name.
   * @param problem The predicate of the message, such as `exited with code 3`.
   * @param remarks Lines that help to find the cause, such as the last lines of standard error.
   */
  constructor(readonly server: string, problem: string, remarks?: readonly string[], options?: ErrorOptions) {
    const rest = problem.replace(/\.$/, "");
    super(`The server \`${server}\` ${rest}.`, remarks, options);
    this.problem = rest;
  }
}
