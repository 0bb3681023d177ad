/** Notifications. Those of clients without an effect get no response either, so they are reported. */

import type { JSONRPCNotification, RequestId } from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import { ID_RULE, isRequestId } from "./message_problems.ts";

/** The method that cancels a request, in both directions (MCP, basic/utilities/cancellation). */
export const CANCELLED = "notifications/cancelled";

/** Messages that a connection waits for. */
export interface Expectations {
  /** `initialize` was accepted, and `notifications/initialized` did not follow yet. */
  isConfirmationDue: boolean;
  /** The server's own requests have no response yet. */
  hasServerRequests: boolean;
}

/** A notification without an effect. */
export interface Ignored {
  reason: string;
  /** MCP allows clients to send it. */
  isAllowed: boolean;
}

/** Finds out why a notification has no effect. For cancellations, see {@linkcode findCancellationProblem}. */
export function findIgnored({ method }: JSONRPCNotification, expected: Expectations): Ignored | undefined {
  switch (method) {
    case "notifications/initialized":
      return expected.isConfirmationDue ? undefined : ignore(method, "no handshake is in progress");
    case "notifications/progress":
      return expected.hasServerRequests ? undefined : ignore(method, "the server waits for no response");
    case "notifications/roots/list_changed":
      return ignore(method, "the server requests roots whenever it needs them");
    default:
      return { reason: `Ignored the unknown notification ${toShortLine(method)}.`, isAllowed: false };
  }
}

function ignore(method: string, reason: string): Ignored {
  return { reason: `Ignored ${method}: ${reason}.`, isAllowed: true };
}

/** Explains why a cancellation is invalid (MCP, schema, "CancelledNotificationParams"). */
export function findCancellationProblem({ params = {} }: JSONRPCNotification): string | undefined {
  const { requestId, reason } = params;
  if (requestId === undefined) return "Ignored an invalid notification: requestId is required.";
  if (!isRequestId(requestId)) return `Ignored an invalid notification: requestId ${ID_RULE}.`;
  if (reason !== undefined && typeof reason !== "string") {
    return "Ignored an invalid notification: reason must be a string.";
  }
}

/** Reports a response to no request of the server's. */
export function createStrayResponseError(id: RequestId | undefined): Error {
  const target = id === undefined ? "without an id" : `to request ${toShortLine(JSON.stringify(id))}`;
  return new Error(`Ignored the response ${target}: the server has no such request.`);
}

/** Returns the id of the `subscriptions/listen` that a notification of the server's acknowledges (MCP 2026-07-28). */
export function findAcknowledged({ method, params }: JSONRPCNotification): RequestId | undefined {
  if (method !== "notifications/subscriptions/acknowledged") return undefined;
  return params?._meta?.["io.modelcontextprotocol/subscriptionId"] as RequestId | undefined;
}
