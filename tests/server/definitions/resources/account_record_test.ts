import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { assertInvalidParams, complete, readText } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

for (const era of ERAS) {
  Deno.test(`customer://{email} returns an account, also for an encoded address (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    for (const uri of ["customer://alice@example.com", "customer://alice%40example.com"]) {
      const account = JSON.parse(await readText(connected.client, uri));
      const outside_text = ["email", "name", "notes"];
      assert.deepEqual(account, { ...await connected.desk.customers.get("alice@example.com"), outside_text });
    }
  });
}

Deno.test("customer://{email} fails for an unknown customer and completes email addresses", async () => {
  await using connected = await connect({ definition: customersServer });
  await assertInvalidParams(readText(connected.client, "customer://eve@example.com"), /eve@example\.com not found/);
  const ref = { type: "ref/resource", uri: "customer://{email}" } as const;
  assert.deepEqual(await complete(connected.client, ref, "email", "al"), ["alice@example.com"]);
});
