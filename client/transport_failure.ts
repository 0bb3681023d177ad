/** A message that didn't reach its server. The message is the rest of a sentence about the server. */
export class TransportFailure extends Error {
  override name = "TransportFailure";
}
