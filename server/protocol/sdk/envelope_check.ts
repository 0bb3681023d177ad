/** Requests of the revisions without sessions on a connection that stays open (MCP 2026-07-28, basic/versioning). */

import {
  classifyInboundRequest,
  type JSONRPCErrorResponse,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/server";
import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import {
  isPlainEnvelope,
  isRequest,
  type Members,
  META_KEYS,
  RPC_CODES,
  STATELESS_SINCE,
  toErrorObject,
} from "../messages/mod.ts";

type RpcError = JSONRPCErrorResponse["error"];

/**
 * Checks the metadata of each request, as the SDK does over HTTP. On other transports it checks the revision of the first
 * request only, and its errors do not say which member is wrong.
 */
export class EnvelopeCheck {
  #era: "undecided" | "handshake" | "stateless" = "undecided";

  /** Finds out why a request is refused. The SDK's server gets all other messages. */
  findError(message: JSONRPCMessage): RpcError | undefined {
    if (this.#era === "handshake" || !("method" in message)) return undefined;
    if (message.method === "initialize" || !claimsRevision(message.params?._meta)) return this.#checkOther(message);
    const error = isRequest(message) ? findEnvelopeError(message) : undefined;
    if (error === undefined && message.method !== "server/discover") this.#era = "stateless"; // discovery commits to nothing
    return error;
  }

  /** A message without a revision starts the handshake era, unless the other one has started. */
  #checkOther(message: JSONRPCRequest | JSONRPCNotification): RpcError | undefined {
    if (this.#era === "undecided") this.#era = "handshake";
    return this.#era === "stateless" && isRequest(message) && message.method !== "initialize" ? NO_REVISION : undefined;
  }
}

/** In the words of the SDK. */
const NO_REVISION: RpcError = {
  code: RPC_CODES.invalidParams,
  message: `Invalid _meta envelope for protocol revision ${STATELESS_SINCE}: ${META_KEYS.protocolVersion}: missing`,
  data: { envelope: { key: META_KEYS.protocolVersion, problem: "missing" } },
};

function claimsRevision(meta: unknown): meta is Members {
  return isPlainObject(meta) && META_KEYS.protocolVersion in meta;
}

function findEnvelopeError(message: JSONRPCRequest): RpcError | undefined {
  const meta = message.params!._meta!;
  if (isPlainEnvelope(meta)) return undefined;
  const outcome = classifyInboundRequest({ httpMethod: "POST", body: message });
  if (outcome.kind === "reject") return toErrorObject(outcome);
  const requested = meta[META_KEYS.protocolVersion];
  if (requested === STATELESS_SINCE) return undefined;
  return toErrorObject(
    new UnsupportedProtocolVersionError({ supported: [STATELESS_SINCE], requested: String(requested) }),
  );
}
