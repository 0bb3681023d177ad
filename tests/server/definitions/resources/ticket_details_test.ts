import assert from "node:assert/strict";
import { assertInvalidParams, complete, readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

for (const era of ERAS) {
  Deno.test(`ticket://{ticket_id} starts with the article's six fields (${era})`, async () => {
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

  Deno.test(`ticket://{ticket_id} fails for an unknown ticket with the URI and the article's sentence (${era})`, async () => {
    await using connected = await connect({ era });
    for (const uri of ["ticket://7", "ticket://abc"]) {
      await assertInvalidParams(readText(connected.client, uri), /Ticket #\w+ not found\./);
      await assert.rejects(readText(connected.client, uri), { data: { uri } });
    }
  });
}

Deno.test("the resources of a ticket take an id with zeros before it, as the tools do", async () => {
  await using connected = await connect();
  assert.equal(JSON.parse(await readText(connected.client, "ticket://042")).id, "42");
  assert.equal(JSON.parse(await readText(connected.client, "ticket://042/history")).events[0].ticket_id, "42");
  const by = { kind: "host", name: "test", version: null } as const;
  await connected.desk.tickets.attach("42", { name: "a.txt", type: "text/plain", bytes: new Uint8Array([65]) }, { by });
  assert.equal(await readText(connected.client, "ticket://042/attachments/a.txt"), "A");
});

Deno.test("ticket://{ticket_id} has the article's name and description, and completes ids", async () => {
  await using connected = await connect();
  const { resourceTemplates: [details] } = await connected.client.listResourceTemplates();
  assert.equal(details!.uriTemplate, "ticket://{ticket_id}");
  assert.equal(details!.name, "Ticket details");
  assert.equal(details!.description, "Full details for a single ticket");
  const ref = { type: "ref/resource", uri: "ticket://{ticket_id}" } as const;
  assert.deepEqual(await complete(connected.client, ref, "ticket_id", ""), ["43", "42"]);
});

Deno.test("ticket://{ticket_id} ends with the names of the members with words from outside", async () => {
  await using connected = await connect();
  const by = { kind: "host", name: "test", version: null } as const;
  const ticket = { subject: "Refund", customer: "alice@example.com", description: "Twice.", tags: ["vip"] };
  const { id } = await connected.desk.tickets.create(ticket, { by });
  const read = JSON.parse(await readText(connected.client, `ticket://${id}`));
  assert.deepEqual(Object.entries(read).at(-1), ["outside_text", ["subject", "description", "tags"]]);
  await connected.desk.tickets.close("42", "Reset.", { by });
  assert.deepEqual(JSON.parse(await readText(connected.client, "ticket://42")).outside_text, ["resolution"]);
  assert.equal("outside_text" in JSON.parse(await readText(connected.client, "ticket://43")), false);
  await connected.desk.tickets.update(id, { add_links: ["relates:43"] }, { by });
  const linked = JSON.parse(await readText(connected.client, `ticket://${id}`));
  assert.deepEqual(linked.links, [{ relation: "relates", id: "43", subject: linked.links[0].subject, status: "open" }]);
  assert.equal(Object.keys(linked).at(-1), "outside_text");
});

for (const era of ERAS) {
  Deno.test(`a URI with bytes that are not UTF-8 is invalid (${era})`, async () => {
    await using connected = await connect({ era });
    for (const uri of ["ticket://%ff", "ticket://42/attachments/%c3%28"]) {
      await assertInvalidParams(readText(connected.client, uri), /is invalid: its escapes are not UTF-8\./);
      await assert.rejects(readText(connected.client, uri), { data: { uri, reason: "invalid_uri" } });
    }
  });
}
