import assert from "node:assert/strict";
import { call } from "../../call.ts";
import { connect, ERAS, WITH_APPS } from "../../connect.ts";

for (const era of ERAS) {
  Deno.test(`open_desk shows the queue, a query or a ticket (${era})`, async () => {
    await using connected = await connect({ era, client: { capabilities: WITH_APPS } });
    const open = (input: Record<string, unknown>) => call(connected.client, "open_desk", input);
    assert.deepEqual(await open({}), {
      text: "The desk is open for the person and shows the queue.",
      isError: false,
      data: {},
    });
    const query = await open({ query: "tag:vip" });
    assert.deepEqual([query.text, query.data], [
      "The desk is open for the person and shows the tickets that match the query.",
      {},
    ]);
    assert.deepEqual((await open({ ticket_id: "#42" })).data, { ticket_id: "42" });
  });

  Deno.test(`open_desk fails for a ticket that does not exist (${era})`, async () => {
    await using connected = await connect({ era, client: { capabilities: WITH_APPS } });
    const { isError, text } = await call(connected.client, "open_desk", { ticket_id: "999" });
    assert.deepEqual([isError, text.startsWith("Ticket #999 not found")], [true, true]);
  });

  Deno.test(`open_desk is refused to a host that does not show MCP Apps (${era})`, async () => {
    await using connected = await connect({ era });
    const { isError, text } = await call(connected.client, "open_desk");
    assert.equal(isError, true);
    assert.equal(
      text,
      "open_desk is only for hosts that show MCP Apps (the extension io.modelcontextprotocol/ui).",
    );
  });
}
