/** One connection to one host, over any transport that stays open, in whichever protocol era the host opens it with. */

import type { Implementation, McpServer, Transport } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { createServer, type ServerOptions } from "./create_server.ts";
import { Subscriptions } from "./subscriptions.ts";

/** A connection under way. */
export interface ServerConnection {
  /** What the host said of itself in the handshake. */
  getClientInfo(): Implementation | undefined;
  close(): Promise<void>;
}

/** Serves a host over `transport`, which this owns from now on. */
export function serveConnection(options: ServerOptions, transport: Transport): ServerConnection {
  const subscriptions = new Set<Subscriptions>();
  let listening = false;
  let greeted: McpServer | undefined;
  const handle = serveStdio(({ era }) => {
    const mcp = createServer(options);
    const own = new Subscriptions(mcp, options.desk, options.definition);
    subscriptions.add(own);
    if (era === "legacy") {
      own.registerHandlers();
      greeted = mcp;
    } else if (listening) own.notifyAll();
    return mcp;
  }, { transport, ...options.onerror && { onerror: options.onerror } });

  // The SDK serves `subscriptions/listen` by itself, without a word to us: this is how we know that somebody listens.
  const deliver = transport.onmessage;
  transport.onmessage = (message, extra) => {
    if (!listening && "method" in message && message.method === "subscriptions/listen") {
      listening = true;
      for (const own of subscriptions) own.notifyAll();
    }
    deliver?.(message, extra);
  };

  const closed = transport.onclose;
  transport.onclose = () => {
    for (const own of subscriptions) own.stop().catch(() => {}); // a desk that never opened follows nothing
    closed?.();
  };
  return { getClientInfo: () => greeted?.server.getClientVersion(), close: () => handle.close() };
}
