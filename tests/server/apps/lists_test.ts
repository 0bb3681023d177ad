/** The lists and results of clients with and without MCP Apps. */

import assert from "node:assert/strict";
import { servers } from "../../../server/mod.ts";
import { call } from "../call.ts";
import { connect, ERAS, WITH_APPS } from "../connect.ts";

const PAGE = "ui://support-mcp/desk.html";
const WITH_PAGE = { ui: { resourceUri: PAGE, visibility: ["model", "app"] }, "ui/resourceUri": PAGE };
const APP_ONLY = { ui: { visibility: ["app"] } };

const TICKETS = { search_tickets: WITH_PAGE, get_ticket: WITH_PAGE, ticket_report: WITH_PAGE, open_desk: WITH_PAGE };
const ROWS = { list_ticket_rows: APP_ONLY };
const DRAFTS = { list_drafts: APP_ONLY, save_draft: APP_ONLY };
const APPROVALS = { list_approvals: WITH_PAGE, get_approval: WITH_PAGE, decide_approval: APP_ONLY };
const METADATA = {
  desk: { ...TICKETS, ...ROWS, ...DRAFTS, ...APPROVALS },
  tickets: { ...TICKETS, ...ROWS, ...DRAFTS, ...APPROVALS },
  customers: APPROVALS,
};

for (const [name, definition] of Object.entries(servers)) {
  for (const era of ERAS) {
    Deno.test(`${name} gives other clients the same lists as before MCP Apps, byte for byte (${era})`, async () => {
      await using app = await connect({ definition, era, client: { capabilities: WITH_APPS } });
      await using plain = await connect({ definition, era, desk: app.desk });
      const { tools } = await app.client.listTools();
      const found = Object.fromEntries(tools.flatMap(({ name, _meta }) => _meta === undefined ? [] : [[name, _meta]]));
      assert.deepEqual(found, METADATA[name as keyof typeof METADATA]);

      const forApps = ["open_desk", "decide_approval", "list_ticket_rows", "list_drafts", "save_draft"];
      const before = tools.filter(({ name }) => !forApps.includes(name))
        .map(({ _meta, ...tool }) => tool);
      const listed = JSON.stringify((await plain.client.listTools()).tools);
      assert.equal(listed, JSON.stringify(before));
      assert.doesNotMatch(listed, /"_meta"|ui:\/\/|open_desk|decide_approval|_rows|_drafts?"/);

      const lists = async (client: typeof app.client) =>
        JSON.stringify([await client.listResources(), await client.listResourceTemplates()]);
      assert.equal(await lists(app.client), await lists(plain.client));
      assert.doesNotMatch(await lists(app.client), /ui:\/\//);
    });
  }
}

Deno.test("results are the same for clients with and without MCP Apps, except for the metadata", async () => {
  await using app = await connect({ client: { capabilities: WITH_APPS } });
  await using plain = await connect({ desk: app.desk });
  const calls = { search_tickets: {}, get_ticket: { ticket_id: "42" }, list_approvals: {} };
  for (const [name, input] of Object.entries(calls)) {
    assert.deepEqual(await call(app.client, name, input), await call(plain.client, name, input));
  }
});

for (const era of ERAS) {
  Deno.test(`the server declares the extension (${era})`, async () => {
    await using connected = await connect({ era });
    assert.deepEqual(connected.client.getServerCapabilities()?.extensions, { "io.modelcontextprotocol/ui": {} });
  });
}
