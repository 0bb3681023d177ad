import type { ReconnectingConnection } from "../connection/mod.ts";

/** The servers of a desk, by what they are for. */
export interface DeskServers {
  tickets: ReconnectingConnection;
  /** Null where there is none: a ticket then says itself what its customer's tier is. */
  customers: ReconnectingConnection | null;
}

/**
 * Finds out what each of some servers is for, by the tools they offer.
 *
 * @param connections At least one. A single one, and the first where none closes tickets, is taken for the tickets' server.
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
