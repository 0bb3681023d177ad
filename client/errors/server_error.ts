import { AgentError } from "./agent_error.ts";

/** A server that can't be used any longer, or that answered with an error. The message names it and says what happened. */
export class ServerError extends AgentError {
  override name = "ServerFailure";
  /** The rest of the sentence, without a full stop. */
  readonly problem: string;

  /**
   * @param server The server's name, as people know it.
   * @param happened The rest of the sentence, such as `ended with exit code 3`.
   * @param remarks Lines that help to find the reason, such as its last ones on standard error.
   */
  constructor(server: string, happened: string, remarks?: readonly string[], options?: ErrorOptions) {
    const rest = happened.replace(/\.$/, "");
    super(`The server \`${server}\` ${rest}.`, remarks, options);
    this.problem = rest;
  }
}
