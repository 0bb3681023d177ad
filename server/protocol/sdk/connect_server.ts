/** Connects the SDK's server to a transport that stays open. */

import type { JSONRPCErrorResponse, McpServer, RequestId, Transport } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { ChangeFeed } from "../change_feed.ts";
import type { ConnectedServer } from "../dispatch/mod.ts";
import { isRequest } from "../messages/mod.ts";
import type { ServerOptions } from "../server_options.ts";
import type { SubscriptionLimit } from "../subscription_limit.ts";
import { createServer } from "./create_server.ts";
import { EnvelopeCheck } from "./envelope_check.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Connects a server of the era that the client starts with. It owns the transport from then on. */
export function connectServer(options: ServerOptions, transport: Transport): ConnectedServer {
  const subscriptions = new Set<Subscriptions>();
  let isListening = false;
  const check = new EnvelopeCheck();
  const handle = serveStdio(({ era }) => {
    const mcp = createServer(options);
    const own = createSubscriptions(mcp, options);
    subscriptions.add(own);
    if (era === "legacy") own.registerHandlers();
    else if (isListening) own.notifyAll();
    return mcp;
  }, { transport, ...options.onerror && { onerror: options.onerror } });

  // The SDK answers `subscriptions/listen` without informing us: this is how we learn that the client listens.
  const deliver = transport.onmessage;
  const refuse = (id: RequestId, error: JSONRPCErrorResponse["error"]) => {
    transport.send({ jsonrpc: "2.0", id, error }).catch((error) => options.onerror?.(error));
  };
  transport.onmessage = (message, extra) => {
    const error = check.findError(message);
    if (error !== undefined && isRequest(message)) return refuse(message.id, error);
    if (!isListening && "method" in message && message.method === "subscriptions/listen") {
      isListening = true;
      for (const own of subscriptions) own.notifyAll();
    }
    deliver?.(message, extra);
  };

  const handleClose = transport.onclose;
  transport.onclose = () => {
    for (const own of subscriptions) own.close();
    handleClose?.();
  };
  return handle;
}

/**
 * Connects a server of the handshake revisions. The caller has checked the revision.
 *
 * @param limit Limits the subscriptions of the client.
 */
export async function connectHandshakeServer(
  options: ServerOptions,
  transport: Transport,
  limit?: SubscriptionLimit,
): Promise<ConnectedServer> {
  const mcp = createServer(options);
  const subscriptions = createSubscriptions(mcp, options, limit);
  subscriptions.registerHandlers();
  mcp.server.onclose = () => subscriptions.close();
  await mcp.connect(transport);
  return { close: () => mcp.close(), subscriptions: () => subscriptions.uris };
}

function createSubscriptions(
  mcp: McpServer,
  { desk, definition }: ServerOptions,
  limit?: SubscriptionLimit,
): Subscriptions {
  return new Subscriptions(mcp, new ChangeFeed(desk, definition), definition, desk, limit);
}
