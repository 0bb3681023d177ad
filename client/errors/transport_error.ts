/** What is known of a failure to reach a server. */
export interface TransportErrorDetails {
  /** It may well go better in a moment, on a new connection. */
  passing?: boolean;
  /** The server has certainly done nothing of what it was asked for. */
  untouched?: boolean;
}

/** A message that didn't reach its server. The message is the rest of a sentence about the server. */
export class TransportError extends Error {
  override name = "TransportFailure";
  readonly passing: boolean;
  readonly untouched: boolean;

  constructor(
    message: string,
    { passing = false, untouched = false, ...options }: ErrorOptions & TransportErrorDetails = {},
  ) {
    super(message, options);
    this.passing = passing;
    this.untouched = untouched;
  }
}
