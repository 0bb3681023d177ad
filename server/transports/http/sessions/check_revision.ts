/** The revisions of clients with sessions. */

import { SUPPORTED_PROTOCOL_VERSIONS } from "@modelcontextprotocol/server";
import { allowsBatches, NO_BATCHES, STATELESS_SINCE } from "../../../protocol/mod.ts";
import { HttpError, RPC_CODES } from "../wire/mod.ts";

/**
 * Rejects revisions that are not supported (MCP 2025-11-25, basic/transports, "Protocol Version Header"). Older clients name
 * none.
 *
 * @throws {HttpError} 400
 */
export function checkRevision(revision: string | null): void {
  if (revision === null || SUPPORTED_PROTOCOL_VERSIONS.includes(revision)) return;
  const supported = [STATELESS_SINCE, ...SUPPORTED_PROTOCOL_VERSIONS].join(", ");
  throw new HttpError(400, `Unsupported protocol version "${revision}". Supported: ${supported}.`);
}

/**
 * Rejects a batch if the client's revision has none.
 *
 * @throws {HttpError} 400
 */
export function checkBatch(revision: string): void {
  if (!allowsBatches(revision)) throw new HttpError(400, NO_BATCHES, { code: RPC_CODES.invalidRequest });
}
