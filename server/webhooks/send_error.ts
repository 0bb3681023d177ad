/** A message that was not delivered. The text is a sentence about the reason. */
export class SendError extends Error {
  override name = "SendError";
}
