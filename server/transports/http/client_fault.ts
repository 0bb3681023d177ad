import { InvalidMessageError } from "../../protocol/mod.ts";

/** The start of the errors about messages that a client should not have sent: the SDK's, and ours about notifications. */
const TEXTS =
  /^(?:Rejected (?:inbound|2025-era) request|requestState verification rejected|Unsupported protocol version|Received a |Ignored )/;

/** Checks whether a client caused an error by what it sent. All others are faults of this server or its environment. */
export function isClientFault(error: Error): boolean {
  return error instanceof InvalidMessageError || TEXTS.test(error.message);
}
