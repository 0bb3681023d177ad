import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

for (const era of ERAS) {
  Deno.test(`get_customer reads an account by its email address, in any case (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    const { data, text } = await call(connected.client, "get_customer", { email: "ALICE@example.com" });
    assert.deepEqual(data.customer, { ...await connected.desk.customers.get("alice@example.com") });
    assert.equal(shortenMarks(text), "<customer>alice@example.com: Alice</customer>, pro, active, revision 1");
  });
}

Deno.test("get_customer fails for an unknown customer and for an invalid address", async () => {
  await using connected = await connect({ definition: customersServer });
  const unknown = await call(connected.client, "get_customer", { email: "eve@example.com" });
  assert.deepEqual([unknown.isError, unknown.text], [true, "Customer eve@example.com not found."]);
  const invalid = await call(connected.client, "get_customer", { email: "x" });
  assert.ok(invalid.isError);
  assert.match(invalid.text, /email/);
});
