import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect } from "../../connect.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const EVE = { email: "Eve@Example.com", name: "Eve" };

Deno.test("create_customer creates a free account with a lower-case email address", async () => {
  await using connected = await connect({ definition: customersServer });
  const { data, text } = await call(connected.client, "create_customer", EVE);
  const { email, name, account_tier, status, notes, revision } = data.customer;
  assert.deepEqual([email, name, account_tier, status, notes, revision], [
    "eve@example.com",
    "Eve",
    "free",
    "active",
    "",
    1,
  ]);
  assert.equal(shortenMarks(text), "Created <customer>eve@example.com: Eve</customer>, free, active, revision 1");
});

Deno.test("create_customer shows the notes", async () => {
  await using connected = await connect({ definition: customersServer });
  const { text } = await call(connected.client, "create_customer", { ...EVE, account_tier: "pro", notes: "Calls." });
  assert.match(
    shortenMarks(text),
    /^Created <customer>eve@example\.com: Eve<\/customer>, pro, active, revision 1\. Notes: <team>Calls\.<\/team>$/,
  );
});

Deno.test("create_customer fails for an email address that has an account", async () => {
  await using connected = await connect({ definition: customersServer });
  const { isError, text } = await call(connected.client, "create_customer", { ...EVE, email: "alice@example.com" });
  assert.ok(isError);
  assert.match(text, /alice@example\.com/);
  assert.equal((await connected.desk.customers.get("alice@example.com")).name, "Alice");
});

Deno.test("create_customer returns the first result to a repeat with the same idempotency key", async () => {
  await using connected = await connect({ definition: customersServer });
  const first = await call(connected.client, "create_customer", { ...EVE, idempotency_key: "eve" });
  assert.deepEqual(await call(connected.client, "create_customer", { ...EVE, idempotency_key: "eve" }), first);
});

Deno.test("create_customer sets the organization, or shows the one of the domain", async () => {
  await using connected = await connect({ definition: customersServer });
  const by = { kind: "system", name: "test", version: null } as const;
  await connected.desk.settings.change(() => ({ organizations: { "example.com": "Example" } }), { by });
  const own = await call(connected.client, "create_customer", { ...EVE, organization: "Eve Ltd" });
  assert.equal(own.data.customer.organization, "Eve Ltd");
  const { data, text } = await call(connected.client, "create_customer", { email: "fay@example.com", name: "Fay" });
  assert.equal(data.customer.organization, "Example");
  assert.match(shortenMarks(text), /^Created <customer>fay@example\.com: Fay \(Example\)<\/customer>, free/);
});
