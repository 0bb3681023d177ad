/** A client that shares a folder, connected to the tickets server. */

import type { Root } from "@modelcontextprotocol/client";
import { connect, type Era, type TestConnection } from "../connect.ts";

/** Connects a client that answers `roots/list` with `roots`. */
export function connectWithRoots(era: Era, roots: Root[]): Promise<TestConnection> {
  return connect({
    era,
    client: { capabilities: { roots: {} } },
    prepare: (client) => client.setRequestHandler("roots/list", () => ({ roots })),
  });
}
