/** Facts about a failure to reach a server. */
export interface TransportErrorDetails {
  /** A retry on a new connection may succeed. */
  passing?: boolean;
  /** The server certainly did not process the request. */
  untouched?: boolean;
}

/** A message that could not be sent. The error message is the predicate of a sentence about the server. */
export class TransportError extends Error {
  override name = "TransportError";
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
