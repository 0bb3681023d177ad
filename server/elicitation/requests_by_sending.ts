/** Asking in the handshake revisions: a question is a request to the client, while the call waits. */

import type { ServerContext } from "@modelcontextprotocol/server";
import type { Caller } from "../protocol/caller.ts";
import { createClientRequests, type SendClientRequest } from "./create_client_requests.ts";
import type { ClientRequests } from "./client_requests.ts";

/** People take their time: ten minutes an answer, as the SDK's own default for questions. */
const RESPONSE_TIMEOUT_MS = 600_000;

/** Asks by real elicitation, sampling and roots requests (MCP 2024-11-05 to 2025-11-25). */
export function createSentRequests(context: ServerContext, caller: Caller, unattended: boolean): ClientRequests {
  return createClientRequests(caller, createRequestSender(context), unattended);
}

/** A client that answers while the call waits. */
export function createRequestSender(context: ServerContext): SendClientRequest {
  return async (_key, question) => {
    try {
      return await context.mcpReq.send(question, {
        timeout: RESPONSE_TIMEOUT_MS,
        signal: context.mcpReq.signal,
      }) as Record<string, unknown>;
    } catch (error) {
      if (context.mcpReq.signal.aborted) throw error;
      return null; // the host announced it and then failed: as if it couldn't
    }
  };
}
