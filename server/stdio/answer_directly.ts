/** What answers a host's plain reads and calls over standard input and output: all that our servers are made of. */

import { type DirectConnection, directConnection, type Greeted, type Send } from "../direct/direct_connection.ts";
import { servers } from "../servers.ts";
import type { StdioOptions } from "./mod.ts";

/** The direct answers of the server that `options` name; none when they aren't wanted. */
export function answerDirectly(
  { server, ...options }: StdioOptions,
  greeted: Greeted,
  send: Send,
): DirectConnection | undefined {
  return directConnection({ ...options, definition: servers[server] }, greeted, send);
}
