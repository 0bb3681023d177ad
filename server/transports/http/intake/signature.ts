/** Signatures of the Standard Webhooks scheme (https://www.standardwebhooks.com). */

import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { HttpError } from "../wire/mod.ts";

/** The headers that a sender signs, and the signature. */
const HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

/** A sender with its secrets. */
export interface Signer {
  name: string;
  secrets: readonly string[];
}

/** The way out of each failure, by the message of the package. */
const REASONS: readonly [message: RegExp, reason: string][] = [
  [
    /timestamp too old/,
    "webhook-timestamp is more than 5 minutes old. Sign each attempt with the current time, and check the clock.",
  ],
  [/timestamp too new/, "webhook-timestamp is more than 5 minutes in the future. Check the clock of the sender."],
  [/required headers/, `The headers ${HEADERS.join(", ")} are required.`],
  [/Invalid Signature Headers/, "webhook-timestamp must be seconds since 1970."],
];

/**
 * Finds the sender that signed a message.
 *
 * @throws {HttpError} 401 if none did, or the time is wrong.
 */
export function findSigner<Each extends Signer>(body: string, headers: Headers, signers: readonly Each[]): Each {
  const signed = Object.fromEntries(HEADERS.map((name) => [name, headers.get(name) ?? ""]));
  let failure = "";
  for (const signer of signers) {
    for (const secret of signer.secrets) {
      try {
        new Webhook(secret).verify(body, signed, { jsonParse: false });
        return signer;
      } catch (error) {
        if (!(error instanceof WebhookVerificationError)) throw error;
        failure = error.message;
      }
    }
  }
  const reason = REASONS.find(([message]) => message.test(failure))?.[1] ??
    "webhook-signature is wrong: it was not made with a secret of this server, or not of this body.";
  throw new HttpError(401, reason);
}
