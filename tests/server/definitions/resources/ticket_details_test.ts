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

Deno.test("ticket://{ticket_id} has the article's name and description, and completes ids", async () => {
  await using connected = await connect();
  const { resourceTemplates: [details] } = await connected.client.listResourceTemplates();
  assert.equal(details!.uriTemplate, "ticket://{ticket_id}");
  assert.equal(details!.name, "Ticket details");
  assert.equal(details!.description, "Full details for a single ticket");
  const ref = { type: "ref/resource", uri: "ticket://{ticket_id}" } as const;
  assert.deepEqual(await complete(connected.client, ref, "ticket_id", ""), ["43", "42"]);
});
