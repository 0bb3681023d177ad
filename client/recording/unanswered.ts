import { type JSONRPCMessage, SUBSCRIPTION_ID_META_KEY } from "@modelcontextprotocol/client";
import { isPassing } from "./comparable.ts";
import type { Entry } from "./entries.ts";

/** MCP 2026-07-28, schema, "SubscriptionsAcknowledgedNotification". */
const ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

/** Of one connection's entries, the client's requests that wait for an answer: it hasn't come, nor were they taken back. */
export function unansweredIn(entries: readonly Entry[]): JSONRPCMessage[] {
  const messages = entries.filter((entry) => entry.kind === "message");
  const settled = new Set(
    messages.map(({ from, message }) => from === "server" ? answeredBy(message) : takenBackBy(message)),
  );
  return messages.filter(({ from }) => from === "client").map(({ message }) => message)
    .filter((message) => "method" in message && "id" in message && !settled.has(message.id));
}

/** A subscription is answered by its acknowledgement: its result comes at the connection's end alone. */
function answeredBy(message: JSONRPCMessage): unknown {
  if (!("method" in message)) return message.id;
  const { _meta } = (message.params ?? {}) as { _meta?: Record<string, unknown> };
  return message.method === ACKNOWLEDGED ? _meta?.[SUBSCRIPTION_ID_META_KEY] : undefined;
}

function takenBackBy(message: JSONRPCMessage): unknown {
  return isPassing(message) ? (message as { params?: { requestId?: unknown } }).params?.requestId : undefined;
}
