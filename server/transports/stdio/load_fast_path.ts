/** What answers a host's plain reads and calls over standard input and output: all that our servers are made of. */

import {
  createFastPathConnection,
  type FastPathConnection,
  type GetClientInfo,
  type Send,
} from "../../protocol/fast_path/fast_path_connection.ts";
import { servers } from "../../definitions/mod.ts";
import type { StdioOptions } from "./mod.ts";

/** The direct answers of the server that `options` name; none when they aren't wanted. */
export function createStdioFastPath(
  { server, ...options }: StdioOptions,
  greeted: GetClientInfo,
  send: Send,
): FastPathConnection | undefined {
  return createFastPathConnection({ ...options, definition: servers[server] }, greeted, send);
}
