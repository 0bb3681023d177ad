/** What answers all that nothing else can over standard input and output: the SDK's server. */

import { parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import { serveConnection } from "../../protocol/sdk/serve_connection.ts";
import type { ConnectedServer } from "../../protocol/sdk/lazy_server.ts";
import { servers } from "../../definitions/mod.ts";
import type { StdioOptions } from "./mod.ts";

/** Serves the host at the other end of `transport`. */
export function connectSdkServer({ server, ...options }: StdioOptions, transport: Transport): ConnectedServer {
  const connection = serveConnection({ ...options, definition: servers[server] }, transport);
  return { parseMessage: parseJSONRPCMessage, ...connection };
}
