import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

for (const era of ERAS) {
  Deno.test(`ticket://list gives the article's lines (${era})`, async () => {
    await using connected = await connect({ era });
    assert.equal(
      await readText(connected.client, "ticket://list"),
      "#42 [open] Cannot log in after password change (alice@example.com)\n" +
        "#43 [open] Invoice PDF not loading (bob@example.com)",
    );
  });

  Deno.test(`ticket://{ticket_id} begins with the article's six fields (${era})`, async () => {
    await using connected = await connect({ era });
    const text = await readText(connected.client, "ticket://42");
    assert.deepEqual(Object.entries(JSON.parse(text)).slice(0, 6), [
      ["id", "42"],
      ["subject", "Cannot log in after password change"],
      ["customer", "alice@example.com"],
      ["account_tier", "pro"],
      ["status", "open"],
      ["resolution", null],
    ]);
    assert.ok(text.startsWith('{\n  "id": "42",\n  "subject"'));
  });

  Deno.test(`an unknown ticket's resource is a protocol error with the URI and the article's sentence (${era})`, async () => {
    await using connected = await connect({ era });
    for (const uri of ["ticket://7", "ticket://abc", "ticket://7/history"]) {
      await assert.rejects(readText(connected.client, uri), (error: Error & { code?: number; data?: unknown }) => {
        assert.equal(error.code, -32602);
        assert.match(error.message, /Ticket #\w+ not found\./);
        assert.deepEqual(error.data, { uri });
        return true;
      });
    }
  });
}

Deno.test("resources are listed with the article's names and descriptions", async () => {
  await using connected = await connect();
  const { resources } = await connected.client.listResources();
  assert.deepEqual(resources.map(({ uri, name, description }) => ({ uri, name, description })), [
    { uri: "ticket://list", name: "Open tickets list", description: "Lists all open support tickets" },
  ]);
  const { resourceTemplates } = await connected.client.listResourceTemplates();
  const [details] = resourceTemplates;
  assert.equal(details!.uriTemplate, "ticket://{ticket_id}");
  assert.equal(details!.name, "Ticket details");
  assert.equal(details!.description, "Full details for a single ticket");
});

Deno.test("ticket://list says when nothing is open", async () => {
  await using connected = await connect();
  const by = { kind: "host", name: "test", version: null } as const;
  for (const id of ["42", "43"]) await connected.desk.tickets.close(id, "Done.", { by });
  assert.equal(await readText(connected.client, "ticket://list"), "No open tickets.");
});

Deno.test("ticket://{ticket_id}/history holds the events", async () => {
  await using connected = await connect();
  const { events } = JSON.parse(await readText(connected.client, "ticket://42/history"));
  assert.equal(events.length, 1);
  assert.equal(events[0].ticket_id, "42");
});

Deno.test("customer://{email}/history holds who changed the account, and what", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "host", name: "test", version: null } as const;
  const email = "alice@example.com";
  await connected.desk.customers.update(email, { notes: "x".repeat(1_000) }, { by });
  const { events } = JSON.parse(await readText(connected.client, `customer://${email}/history`));
  assert.deepEqual(events.map(({ what }: { what: string }) => what), ["created", "updated"]);
  assert.deepEqual([events[1].by, events[1].before], [by, { notes: "" }]);
  assert.match(
    events[1].after.notes,
    /^x{300}… \[truncated: 300 of 1000 characters; get_customer returns the full text\]$/,
  );
  await assert.rejects(readText(connected.client, "customer://eve@example.com/history"), /eve@example\.com not found/);
});

Deno.test("resource templates complete ticket ids and e-mail addresses", async () => {
  await using tickets = await connect();
  const ref = { type: "ref/resource", uri: "ticket://{ticket_id}" } as const;
  const ids = await tickets.client.complete({ ref, argument: { name: "ticket_id", value: "" } });
  assert.deepEqual(ids.completion.values, ["43", "42"]);

  await using customers = await connect({ definition: customersServer });
  const account = { type: "ref/resource", uri: "customer://{email}" } as const;
  const emails = await customers.client.complete({ ref: account, argument: { name: "email", value: "al" } });
  assert.deepEqual(emails.completion.values, ["alice@example.com"]);
});

Deno.test("customer:// resources give the list and a record, also for an encoded address", async () => {
  await using connected = await connect({ definition: customersServer });
  assert.equal(
    await readText(connected.client, "customer://list"),
    "alice@example.com: Alice, pro, active\nbob@example.com: Bob, free, active",
  );
  for (const uri of ["customer://alice@example.com", "customer://alice%40example.com"]) {
    assert.equal(JSON.parse(await readText(connected.client, uri)).account_tier, "pro");
  }
});
