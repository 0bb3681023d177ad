import assert from "node:assert/strict";
import { deskServersOf } from "../../client/desk_servers.ts";
import { LastingConnection } from "../../client/lasting_connection.ts";
import { articleTickets } from "./article_tickets.ts";
import { customersServer, reach, ticketsServer } from "./fake_desk.ts";
import { hostWith, KeptScreen, surroundings } from "./host.ts";

const tickets = () => open("tickets", () => ticketsServer(articleTickets()));
const customers = () => open("customers", () => customersServer({}));

Deno.test("deskServersOf() tells servers apart by their tools, whatever their order", async () => {
  for (const connections of [[await tickets(), await customers()], [await customers(), await tickets()]]) {
    assert.deepEqual(await namesOf(connections), { tickets: "tickets", customers: "customers" });
  }
});

Deno.test("deskServersOf() takes a single server for the tickets' one", async () => {
  assert.deepEqual(await namesOf([await tickets()]), { tickets: "tickets", customers: undefined });
  assert.deepEqual(await namesOf([await customers()]), { tickets: "customers", customers: undefined });
});

function open(name: string, server: Parameters<typeof reach>[0]): Promise<LastingConnection> {
  const source = { name, marksText: false, whenLost: "leave" as const, reach: reach(server) };
  return LastingConnection.open(source, hostWith(new KeptScreen()), surroundings());
}

async function namesOf(connections: LastingConnection[]) {
  const { tickets, customers } = await deskServersOf(connections);
  for (const connection of connections) await connection.close();
  return { tickets: tickets.server, customers: customers?.server };
}
