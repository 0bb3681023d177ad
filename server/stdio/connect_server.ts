/** What serves a host over standard input and output after its first questions: the SDK, and all that our servers are made of. */

import { parseJSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import { serveConnection } from "../connection.ts";
import type { OpenedServer } from "../opening/opening.ts";
import { servers } from "../servers.ts";
import type { StdioOptions } from "./mod.ts";

/** Serves the host at the other end of `transport`. */
export function connectServer({ server, ...options }: StdioOptions, transport: Transport): OpenedServer {
  const connection = serveConnection({ ...options, definition: servers[server] }, transport);
  return { read: parseJSONRPCMessage, ...connection };
}
