import assert from "node:assert/strict";
import { deskServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS, WITH_APPS } from "../../connect.ts";

const BY = { by: { kind: "host", name: "test", version: null } } as const;
const APP = { client: { capabilities: WITH_APPS } };

for (const era of ERAS) {
  Deno.test(`list_ticket_rows returns whole pages, with the names of customers (${era})`, async () => {
    await using connected = await connect({ era, definition: deskServer, ...APP });
    const { client, desk } = connected;
    for (let count = 0; count < 150; count++) {
      await desk.tickets.create({ subject: "é".repeat(100), customer: "alice@example.com", tags: ["x"] }, BY);
    }
    await desk.tickets.create({ subject: "Last", customer: "new@example.com" }, BY, { customerName: "Nia New" });
    const { text, data } = await call(client, "list_ticket_rows", { limit: 100 });
    assert.deepEqual([data.tickets.length, text, typeof data.cursor], [100, "100 tickets.", "string"]);
    const names = data.tickets.slice(0, 2).map((row: Record<string, string>) => [row.customer, row.customer_name]);
    assert.deepEqual(names, [["new@example.com", "Nia New"], [
      "alice@example.com",
      (await desk.customers.get("alice@example.com")).name,
    ]]);
    const rest = await call(client, "list_ticket_rows", { limit: 100, cursor: data.cursor });
    assert.deepEqual([rest.data.tickets.length, rest.data.cursor], [53, null]);
  });
}

Deno.test("list_ticket_rows keeps the times of a ticket beside its match", async () => {
  await using connected = await connect(APP);
  const created = { subject: "A question", description: "The zeppelin is late.", customer: "alice@example.com" };
  await connected.desk.tickets.create(created, BY);
  const { data } = await call(connected.client, "list_ticket_rows", { query: "zeppelin" });
  const [{ match, created_at, updated_at }] = data.tickets;
  assert.deepEqual(match, { field: "description", excerpt: "The zeppelin is late." });
  assert.match(`${created_at} ${updated_at}`, /^\d{4}-.*Z \d{4}-.*Z$/);
});

Deno.test("list_ticket_rows says why nothing was found, and what was searched instead", async () => {
  await using connected = await connect(APP);
  const { data } = await call(connected.client, "list_ticket_rows", { query: "tag:bilingg" });
  assert.deepEqual([data.tickets, data.reasons], [[], ['No ticket matches "tag:bilingg".']]);
  const corrected = await call(connected.client, "list_ticket_rows", { query: "pasword" });
  assert.deepEqual(corrected.data.corrections, [{ word: "pasword", searched: "password" }]);
});

Deno.test("list_ticket_rows tells no names of customers where the server has no accounts", async () => {
  for (const tools of [["search_tickets"], ["search_tickets", "get_customer"]]) {
    await using connected = await connect({ definition: deskServer, tools, ...APP });
    const { data } = await call(connected.client, "list_ticket_rows");
    assert.equal("customer_name" in data.tickets[0], tools.includes("get_customer"));
  }
});
