/** Client requests in the handshake revisions (2024-11-05 to 2025-11-25): JSON-RPC requests, while the call waits. */

import type { ServerContext } from "@modelcontextprotocol/server";
import * as z from "zod";
import { DeskError } from "../../../store/mod.ts";
import {
  type ClientAbilities,
  type ClientRequests,
  createClientRequests,
  type SendClientRequest,
} from "../requests/mod.ts";

/** People take their time. The SDK's default for elicitation is the same. In milliseconds. */
const RESPONSE_TIMEOUT = 600_000;

/** A model is faster, and some hosts never respond to sampling. In milliseconds. */
const SAMPLING_TIMEOUT = 60_000;

/** The SDK rejects the whole list for one root with a null name or another scheme. Our own reader skips such a root. */
const ANY_RESULT = z.looseObject({});

/** Creates the client requests of a call in the handshake revisions. */
export function createHandshakeRequests(
  context: ServerContext,
  client: ClientAbilities,
  { unattended, samplingTimeout }: { unattended: boolean; samplingTimeout?: number | undefined },
): ClientRequests {
  return createClientRequests(client, createHandshakeSender(context, samplingTimeout), unattended);
}

/**
 * Creates a sender that waits for the response.
 *
 * @param samplingTimeout The time limit of a sampling request, in milliseconds (default: 60 seconds).
 */
export function createHandshakeSender(
  { mcpReq }: ServerContext,
  samplingTimeout: number = SAMPLING_TIMEOUT,
): SendClientRequest {
  return async (_key, request) => {
    try {
      const timeout = request.method === "sampling/createMessage" ? samplingTimeout : RESPONSE_TIMEOUT;
      const options = { timeout, signal: mcpReq.signal };
      if (request.method === "roots/list") return await mcpReq.send(request, ANY_RESULT, options);
      return await mcpReq.send(request, options) as Record<string, unknown>;
    } catch (error) {
      if (mcpReq.signal.aborted || error instanceof DeskError) throw error; // cancelled, or the transport refuses to wait
      return null; // a host that declares a capability and then fails counts as one without it
    }
  };
}
