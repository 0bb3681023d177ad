/** The names of customers in the metadata of results that hosts show as cards. */

import assert from "node:assert/strict";
import { deskServer, ticketsServer } from "../../../server/mod.ts";
import { connect, ERAS, WITH_APPS } from "../connect.ts";

const NAMES = "support-mcp/customer_names";
const BY = { by: { kind: "host", name: "test", version: null } } as const;
const APP = { definition: deskServer, client: { capabilities: WITH_APPS } };

type Result = { content: unknown; structuredContent?: unknown; _meta?: Record<string, unknown> };

async function callBoth(options: Parameters<typeof connect>[0]): Promise<[search: Result, read: Result]> {
  await using connected = await connect(options);
  const { client, desk } = connected;
  const { id } = await desk.tickets.create({ subject: "A zeppelin", customer: "new@example.com" }, BY, {
    customerName: "Nia New",
  });
  await desk.tickets.addComment(id, { kind: "customer", body: "Is it late?", author: "alice@example.com" }, BY);
  const call = (name: string, input: Record<string, unknown>) => client.callTool({ name, arguments: input });
  return [await call("search_tickets", { query: "zeppelin" }), await call("get_ticket", { ticket_id: id })] as [
    Result,
    Result,
  ];
}

for (const era of ERAS) {
  Deno.test(`results for cards have the names of customers, which models do not see (${era})`, async () => {
    const [search, read] = await callBoth({ era, ...APP });
    assert.deepEqual(search._meta?.[NAMES], { "new@example.com": "Nia New" });
    assert.deepEqual(Object.keys(read._meta?.[NAMES] as object), ["new@example.com", "alice@example.com"]);
    for (const { content, structuredContent } of [search, read]) {
      assert.equal(JSON.stringify([content, structuredContent]).includes("Nia New"), false);
    }
  });
}

Deno.test("results have no names of customers for other clients, or where the server has no accounts", async () => {
  for (const options of [{ definition: deskServer }, { ...APP, definition: ticketsServer }]) {
    for (const { _meta } of await callBoth(options)) assert.equal(_meta?.[NAMES], undefined);
  }
});
