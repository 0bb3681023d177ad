import { type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY } from "@modelcontextprotocol/client";
import { isTimingDependent } from "./comparable_message.ts";
import type { Entry } from "../format/mod.ts";

/** MCP 2026-07-28, schema, "SubscriptionsAcknowledgedNotification". */
const ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

/** Returns the client's requests of a connection without a response or cancellation. */
export function findUnanswered(entries: readonly Entry[]): JSONRPCMessage[] {
  const messages = entries.filter((entry) => entry.kind === "message");
  const settled = new Set(
    messages.map(({ from, message }) => from === "server" ? getAnsweredId(message) : getCancelledId(message)),
  );
  return messages.filter(({ from }) => from === "client").map(({ message }) => message)
    .filter((message) => "method" in message && "id" in message && !settled.has(message.id));
}

/**
 * Returns the ID of the request that a message settles. A subscription is settled by its acknowledgement, because its
 * result arrives only at the end of the connection.
 */
function getAnsweredId(message: JSONRPCMessage): unknown {
  if (!("method" in message)) return message.id;
  const { _meta } = (message.params ?? {}) as { _meta?: Record<string, unknown> };
  return message.method === ACKNOWLEDGED ? _meta?.[SUBSCRIPTION_ID_META_KEY] : undefined;
}

function getCancelledId(message: JSONRPCMessage): unknown {
  return isTimingDependent(message) ? (message as { params?: { requestId?: unknown } }).params?.requestId : undefined;
}
