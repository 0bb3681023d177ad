/** The code for plain reads, loaded as one chunk. The code for calls is loaded with the first call. */

import type { ServerName } from "../../definitions/mod.ts";
import { resources } from "../../definitions/resources/mod.ts";
import { FastPath } from "../../protocol/fast_path/mod.ts";
import type { ServerOptions } from "../../protocol/mod.ts";

/** Creates the fast path of a server. */
export function createFastPath(server: ServerName, options: Omit<ServerOptions, "definition">): FastPath {
  return new FastPath({
    ...options,
    resources: resources[server],
    loadDefinition: async () => (await import("../../definitions/mod.ts")).servers[server],
  });
}
