/** Facts about a failure to reach a server. */
export interface TransportErrorDetails {
  /** A retry on a new connection may succeed. */
  temporary?: boolean;
  /** The server certainly did not process the request. */
  unprocessed?: boolean;
  /** The server has forgotten the session, so that a new one is needed. */
  sessionExpired?: boolean;
}

/** A message that could not be sent. The error message is the predicate of a sentence about the server. */
export class TransportError extends Error {
  override name = "TransportError";
  readonly temporary: boolean;
  readonly unprocessed: boolean;
  readonly sessionExpired: boolean;

  constructor(
    message: string,
    { temporary = false, unprocessed = false, sessionExpired = false, ...options }:
      & ErrorOptions
      & TransportErrorDetails = {},
  ) {
    super(message, options);
    this.temporary = temporary;
    this.unprocessed = unprocessed;
    this.sessionExpired = sessionExpired;
  }
}
