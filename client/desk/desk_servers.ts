import type { ReconnectingConnection } from "../connection/mod.ts";

/** The servers of a desk, by role. */
export interface DeskServers {
  tickets: ReconnectingConnection;
  /** Null if there is none. A ticket then contains its customer's tier. */
  customers: ReconnectingConnection | null;
}

/**
 * Determines the role of each server by its tools.
 *
 * @param connections At least one. A single server, or the first one if none closes tickets, is the tickets server.
 */
export async function findDeskServers(connections: readonly ReconnectingConnection[]): Promise<DeskServers> {
  const [first, ...others] = connections;
  if (others.length === 0) return { tickets: first!, customers: null };
  const tickets = await findServerWithTool("close_ticket_tool", connections) ?? first!;
  return { tickets, customers: await findServerWithTool("get_customer", connections) };
}

async function findServerWithTool(
  tool: string,
  connections: readonly ReconnectingConnection[],
): Promise<ReconnectingConnection | null> {
  for (const connection of connections) {
    if ((await connection.request((server) => server.tools())).some(({ name }) => name === tool)) return connection;
  }
  return null;
}
