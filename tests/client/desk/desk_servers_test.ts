import assert from "node:assert/strict";
import { findDeskServers } from "../../../client/desk/desk_servers.ts";
import type { ReconnectingConnection } from "../../../client/connection/reconnecting_connection.ts";
import { createArticleTickets } from "../article_tickets.ts";
import { connect, createCustomersServer, createTicketsServer } from "../fake_desk.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";

const tickets = () =>
  connect("tickets", () => createTicketsServer(createArticleTickets()), createOptions(new CapturedScreen()));
const customers = () => connect("customers", () => createCustomersServer({}), createOptions(new CapturedScreen()));

Deno.test("findDeskServers() identifies servers by their tools in any order", async () => {
  for (const connections of [[await tickets(), await customers()], [await customers(), await tickets()]]) {
    assert.deepEqual(await getServerNames(connections), { tickets: "tickets", customers: "customers" });
  }
});

Deno.test("findDeskServers() takes a single server for the tickets server", async () => {
  assert.deepEqual(await getServerNames([await tickets()]), { tickets: "tickets", customers: undefined });
  assert.deepEqual(await getServerNames([await customers()]), { tickets: "customers", customers: undefined });
});

async function getServerNames(connections: ReconnectingConnection[]) {
  const { tickets, customers } = await findDeskServers(connections);
  for (const connection of connections) await connection.close();
  return { tickets: tickets.server, customers: customers?.server };
}
