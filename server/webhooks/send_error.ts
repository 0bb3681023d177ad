import type { WebhookFailureCode } from "../../store/mod.ts";

/** A message that was not delivered. The text is a sentence about the reason. */
export class SendError extends Error {
  override name = "SendError";
  constructor(readonly code: WebhookFailureCode, message: string) {
    super(message);
  }
}
