import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { assertInvalidParams, readText } from "../../call.ts";
import { connect } from "../../connect.ts";

Deno.test("customer://{email}/history contains the events, with long texts truncated", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "host", name: "test", version: null } as const;
  const email = "alice@example.com";
  await connected.desk.customers.update(email, { notes: "x".repeat(1_000) }, { by });
  const { events } = JSON.parse(await readText(connected.client, `customer://${email}/history`));
  assert.deepEqual(events.map(({ what }: { what: string }) => what), ["created", "updated"]);
  assert.deepEqual([events[1].by, events[1].before], [by, { notes: "" }]);
  assert.equal(events[1].after.notes, `${"x".repeat(300)}…`);
  assert.deepEqual(events[1].truncated, ["after.notes: 300 of 1000 characters; get_customer returns the full text"]);
});

Deno.test("customer://{email}/history fails for an unknown customer", async () => {
  await using connected = await connect({ definition: customersServer });
  const history = readText(connected.client, "customer://eve@example.com/history");
  await assertInvalidParams(history, /eve@example\.com not found/);
});
