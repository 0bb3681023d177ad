/** The code for plain reads, loaded as one chunk. Tools are loaded with their first call. */

import type { ServerName } from "../../definitions/mod.ts";
import { resources } from "../../definitions/resources/mod.ts";
import { loadTool } from "../../definitions/tools/loaders/mod.ts";
import { FastPath } from "../../protocol/fast_path/mod.ts";
import type { ServerOptions } from "../../protocol/mod.ts";

/** Creates the fast path of a server. With the names of the tools that are `offered`, it can load them one by one. */
export function createFastPath(server: ServerName, options: Omit<ServerOptions, "definition">): FastPath {
  return new FastPath({
    ...options,
    resources: resources[server],
    loadTool,
    loadDefinition: async () => (await import("../../definitions/mod.ts")).servers[server],
  });
}
