/** Asking in the handshake revisions: a question is a request to the client, while the call waits. */

import type { ServerContext } from "@modelcontextprotocol/server";
import type { Caller } from "../caller.ts";
import { type AskClient, asking } from "./answering.ts";
import type { Ask } from "./ask.ts";

/** People take their time: ten minutes an answer, as the SDK's own default for questions. */
const ANSWER_WITHIN_MS = 600_000;

/** Asks by real elicitation, sampling and roots requests (MCP 2024-11-05 to 2025-11-25). */
export function askByRequest(context: ServerContext, caller: Caller, unattended: boolean): Ask {
  return asking(caller, requestedClient(context), unattended);
}

/** A client that answers while the call waits. */
export function requestedClient(context: ServerContext): AskClient {
  return async (_key, question) => {
    try {
      return await context.mcpReq.send(question, {
        timeout: ANSWER_WITHIN_MS,
        signal: context.mcpReq.signal,
      }) as Record<string, unknown>;
    } catch (error) {
      if (context.mcpReq.signal.aborted) throw error;
      return null; // the host announced it and then failed: as if it couldn't
    }
  };
}
