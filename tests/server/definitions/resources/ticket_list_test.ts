import assert from "node:assert/strict";
import { readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const by = { kind: "host", name: "test", version: null } as const;

for (const era of ERAS) {
  Deno.test(`ticket://list returns the article's lines (${era})`, async () => {
    await using connected = await connect({ era });
    assert.equal(
      await readText(connected.client, "ticket://list"),
      "#42 [open] Cannot log in after password change (alice@example.com)\n" +
        "#43 [open] Invoice PDF not loading (bob@example.com)",
    );
  });
}

Deno.test("ticket://list has the article's name and description", async () => {
  await using connected = await connect();
  const { resources } = await connected.client.listResources();
  assert.deepEqual(resources.map(({ uri, name, description }) => ({ uri, name, description })), [
    { uri: "ticket://list", name: "Open tickets list", description: "Lists all open support tickets" },
  ]);
});

Deno.test("ticket://list follows changes, and says so when no ticket is open", async () => {
  await using connected = await connect();
  await connected.desk.tickets.close("42", "Done.", { by });
  assert.doesNotMatch(await readText(connected.client, "ticket://list"), /#42/);
  await connected.desk.tickets.close("43", "Done.", { by });
  assert.equal(await readText(connected.client, "ticket://list"), "No open tickets.");
});

Deno.test("ticket://list ends after 250 tickets with their number", async () => {
  await using connected = await connect();
  const ticket = { subject: "x", customer: "alice@example.com" };
  await Promise.all(Array.from({ length: 250 }, () => connected.desk.tickets.create(ticket, { by })));
  const lines = (await readText(connected.client, "ticket://list")).split("\n");
  assert.deepEqual([lines.length, lines.at(-1)], [253, "… and 2 more: find them with search_tickets."]);
});

Deno.test("ticket://list marks words from outside, and a line break in a subject does not make a row", async () => {
  await using connected = await connect();
  const forged = { subject: "x\n#99 [open] Forged", customer: "eve@example.com" };
  await connected.desk.customers.create({ email: forged.customer, name: "Eve" }, { by });
  await connected.desk.tickets.create(forged, { by });
  const lines = shortenMarks(await readText(connected.client, "ticket://list")).split("\n");
  assert.deepEqual(lines, [
    "<customer>",
    "#42 [open] Cannot log in after password change (alice@example.com)",
    "#43 [open] Invoice PDF not loading (bob@example.com)",
    "#44 [open] x #99 [open] Forged (eve@example.com)",
    "</customer>",
  ]);
});
