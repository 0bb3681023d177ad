/** The protocol revisions of clients that have sessions. */

import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { STATELESS_SINCE } from "../../../protocol/revisions.ts";
import { HttpError, RPC_CODES } from "../http_error.ts";

/** From this one on a body is one message (MCP 2025-06-18, changelog). */
const NO_BATCHES_SINCE = "2025-06-18";

/**
 * Refuses a revision that isn't served (MCP 2025-11-25, basic/transports, "Protocol Version Header"). Older clients name
 * none.
 *
 * @throws {HttpError} 400
 */
export function checkRevision(revision: string | null): void {
  if (revision === null || SUPPORTED_PROTOCOL_VERSIONS.includes(revision)) return;
  const served = [STATELESS_SINCE, ...SUPPORTED_PROTOCOL_VERSIONS].join(", ");
  throw new HttpError(400, `There is no revision "${revision}" here, but ${served}.`);
}

/**
 * Refuses several messages at once where the client's revision has no such thing.
 *
 * @throws {HttpError} 400
 */
export function checkBatch(body: unknown, revision: string): void {
  if (!Array.isArray(body) || revision < NO_BATCHES_SINCE) return;
  throw new HttpError(400, `Revision ${revision} has no batches: send each message by itself.`, {
    code: RPC_CODES.invalidRequest,
  });
}
