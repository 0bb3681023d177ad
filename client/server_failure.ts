/** A server that can't be used any longer, or that answered with an error. The message names it and says what happened. */
export class ServerFailure extends Error {
  override name = "ServerFailure";

  /**
   * @param server The server's name, as people know it.
   * @param happened The rest of the sentence, such as `ended with exit code 3`.
   * @param remarks What else helps to find the reason: lines, such as its last ones on standard error.
   */
  constructor(
    readonly server: string,
    happened: string,
    readonly remarks: readonly string[] = [],
    options?: ErrorOptions,
  ) {
    super(`The server \`${server}\` ${happened.replace(/\.$/, "")}.`, options);
  }
}
