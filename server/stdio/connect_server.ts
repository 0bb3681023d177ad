/** What answers all that nothing else can over standard input and output: the SDK's server. */

import { parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import { serveConnection } from "../connection.ts";
import type { OpenedServer } from "../opening/late_server.ts";
import { servers } from "../servers.ts";
import type { StdioOptions } from "./mod.ts";

/** Serves the host at the other end of `transport`. */
export function connectServer({ server, ...options }: StdioOptions, transport: Transport): OpenedServer {
  const connection = serveConnection({ ...options, definition: servers[server] }, transport);
  return { read: parseJSONRPCMessage, ...connection };
}
