import type { LastingConnection } from "./lasting_connection.ts";

/** The servers of a desk, by what they are for. */
export interface DeskServers {
  tickets: LastingConnection;
  /** Null where there is none: a ticket then says itself what its customer's tier is. */
  customers: LastingConnection | null;
}

/**
 * Finds out what each of some servers is for, by the tools they offer.
 *
 * @param connections At least one. A single one, and the first where none closes tickets, is taken for the tickets' server.
 */
export async function deskServersOf(connections: readonly LastingConnection[]): Promise<DeskServers> {
  const [first, ...others] = connections;
  if (others.length === 0) return { tickets: first!, customers: null };
  const tickets = await firstThatOffers("close_ticket_tool", connections) ?? first!;
  return { tickets, customers: await firstThatOffers("get_customer", connections) };
}

async function firstThatOffers(
  tool: string,
  connections: readonly LastingConnection[],
): Promise<LastingConnection | null> {
  for (const connection of connections) {
    if ((await connection.ask((server) => server.tools())).some(({ name }) => name === tool)) return connection;
  }
  return null;
}
