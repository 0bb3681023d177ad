/** Connects clients that share folders. */

import type { Root } from "@modelcontextprotocol/client";
import { connect, type Era, type TestConnection } from "../connect.ts";

/** Connects a client with these roots to the tickets server. */
export function connectWithRoots(era: Era, roots: Root[]): Promise<TestConnection> {
  return connect({
    era,
    client: { capabilities: { roots: {} } },
    prepare: (client) => client.setRequestHandler("roots/list", () => ({ roots })),
  });
}
