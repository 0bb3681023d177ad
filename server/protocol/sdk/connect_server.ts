/** Connects the SDK's server to a transport that stays open. */

import {
  type JSONRPCErrorResponse,
  type JSONRPCRequest,
  type McpServer,
  type Transport,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { ChangeFeed } from "../change_feed.ts";
import type { ConnectedServer } from "../dispatch/mod.ts";
import { isRequest, META_KEYS, STATELESS_SINCE, toErrorObject } from "../messages/mod.ts";
import type { ServerOptions } from "../server_options.ts";
import type { SubscriptionLimit } from "../subscription_limit.ts";
import { createServer } from "./create_server.ts";
import { Subscriptions } from "./subscriptions.ts";

/** Connects a server of the era that the client starts with. It owns the transport from then on. */
export function connectServer(options: ServerOptions, transport: Transport): ConnectedServer {
  const subscriptions = new Set<Subscriptions>();
  let isListening = false;
  let isStateless = false;
  const handle = serveStdio(({ era }) => {
    isStateless = era === "modern";
    const mcp = createServer(options);
    const own = createSubscriptions(mcp, options);
    subscriptions.add(own);
    if (era === "legacy") own.registerHandlers();
    else if (isListening) own.notifyAll();
    return mcp;
  }, { transport, ...options.onerror && { onerror: options.onerror } });

  // The SDK answers `subscriptions/listen` without informing us: this is how we learn that the client listens.
  const deliver = transport.onmessage;
  transport.onmessage = (message, extra) => {
    const problem = isStateless && isRequest(message) ? findRevisionError(message) : undefined;
    if (problem !== undefined) {
      transport.send(problem).catch((error) => options.onerror?.(error));
      return;
    }
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
 * Creates the error for a request of an unsupported revision (MCP 2026-07-28, basic/versioning). The SDK looks at the first
 * request of a connection only.
 */
function findRevisionError({ id, params }: JSONRPCRequest): JSONRPCErrorResponse | undefined {
  const requested = params?._meta?.[META_KEYS.protocolVersion];
  if (typeof requested !== "string" || requested === STATELESS_SINCE) return undefined;
  const error = new UnsupportedProtocolVersionError({ supported: [STATELESS_SINCE], requested });
  return { jsonrpc: "2.0", id, error: toErrorObject(error) };
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
  return new Subscriptions(mcp, new ChangeFeed(desk, definition), definition, limit);
}
