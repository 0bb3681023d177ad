/** The code for plain reads and calls, loaded as one chunk. */

import { type ServerName, servers } from "../../definitions/mod.ts";
import { FastPath } from "../../protocol/fast_path/mod.ts";
import type { ServerOptions } from "../../protocol/mod.ts";

/** Creates the fast path of a server. */
export function createFastPath(server: ServerName, options: Omit<ServerOptions, "definition">): FastPath {
  return new FastPath({ ...options, definition: servers[server] });
}
