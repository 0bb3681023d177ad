import assert from "node:assert/strict";
import { deskServersOf } from "../../client/desk_servers.ts";
import type { LastingConnection } from "../../client/lasting_connection.ts";
import { articleTickets } from "./article_tickets.ts";
import { connect, customersServer, ticketsServer } from "./fake_desk.ts";
import { hostWith, KeptScreen } from "./host.ts";

const tickets = () => connect("tickets", () => ticketsServer(articleTickets()), hostWith(new KeptScreen()));
const customers = () => connect("customers", () => customersServer({}), hostWith(new KeptScreen()));

Deno.test("deskServersOf() tells servers apart by their tools, whatever their order", async () => {
  for (const connections of [[await tickets(), await customers()], [await customers(), await tickets()]]) {
    assert.deepEqual(await namesOf(connections), { tickets: "tickets", customers: "customers" });
  }
});

Deno.test("deskServersOf() takes a single server for the tickets' one", async () => {
  assert.deepEqual(await namesOf([await tickets()]), { tickets: "tickets", customers: undefined });
  assert.deepEqual(await namesOf([await customers()]), { tickets: "customers", customers: undefined });
});

async function namesOf(connections: LastingConnection[]) {
  const { tickets, customers } = await deskServersOf(connections);
  for (const connection of connections) await connection.close();
  return { tickets: tickets.server, customers: customers?.server };
}
