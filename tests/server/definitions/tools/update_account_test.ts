import assert from "node:assert/strict";
import { customersServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";
import { approveAll, REFUSALS, respondWith } from "../../elicitation/approvals.ts";
import { shortenMarks } from "../../shorten_marks.ts";

const TIER = { email: "bob@example.com", account_tier: "enterprise" };

for (const era of ERAS) {
  Deno.test(`update_account asks for approval of a new tier, not of a new name (${era})`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ era, definition: customersServer, ...approveAll(messages) });
    await call(connected.client, "update_account", { email: TIER.email, name: "Robert" });
    assert.deepEqual(messages, []);
    const { data, text } = await call(connected.client, "update_account", TIER);
    assert.deepEqual(messages.map(shortenMarks), [
      'Change account bob@example.com (revision 2): tier from free to enterprise? Texts: current name "Robert".',
    ]);
    assert.equal(data.customer.account_tier, "enterprise");
    assert.equal(
      shortenMarks(text),
      "Updated <customer>bob@example.com: Robert</customer>, enterprise, active, revision 3",
    );
    assert.equal((await connected.desk.tickets.get("43")).account_tier, "enterprise");
  });

  Deno.test(`update_account changes no field without an approval, and records the refusal (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    const before = await connected.desk.customers.get(TIER.email);
    const { isError, text } = await call(connected.client, "update_account", { ...TIER, name: "Robert" });
    assert.ok(isError);
    assert.match(
      text,
      /^approval_required: update_account needs .* this host cannot ask for it\. Nothing was changed\. .* this store is in memory/,
    );
    assert.deepEqual(await connected.desk.customers.get(TIER.email), before);
    const { items } = await connected.desk.customers.listEvents(TIER.email);
    assert.deepEqual(items.map(({ what, revision }) => [what, revision]), [["created", 1], ["not_approved", 1]]);
    assert.match(items.at(-1)!.answers![0]!.question, /tier from free to enterprise/);
  });

  for (const [name, result, reason] of REFUSALS) {
    Deno.test(`update_account changes nothing after ${name} (${era})`, async () => {
      await using connected = await connect({ era, definition: customersServer, ...respondWith(() => result) });
      const { isError, text } = await call(connected.client, "update_account", { ...TIER, status: "suspended" });
      assert.ok(isError);
      assert.match(text, reason);
      const { account_tier, status } = await connected.desk.customers.get(TIER.email);
      assert.deepEqual([account_tier, status], ["free", "active"]);
    });
  }
}

Deno.test("update_account returns the result to a repeat after a person granted it", async () => {
  await using connected = await connect({ definition: customersServer });
  const { client, desk } = connected;
  const input = { ...TIER, name: "Robert", idempotency_key: "k1", expected_revision: 1 };
  assert.match((await call(client, "update_account", input)).text, /waits as approval A1 /);
  const by = { kind: "system", name: "test", version: null } as const;
  await desk.approvals.grant("A1", { by, via: "terminal" });
  await desk.customers.update(TIER.email, { account_tier: "free" }, { by });
  const { isError, data, text } = await call(client, "update_account", input);
  assert.equal(isError, false, text);
  assert.deepEqual([data.customer.account_tier, data.customer.revision], ["enterprise", 2]);
  assert.equal((await desk.customers.get(TIER.email)).account_tier, "free");
});

Deno.test("update_account shows the tier and the status together", async () => {
  const messages: string[] = [];
  await using connected = await connect({ definition: customersServer, ...approveAll(messages) });
  await call(connected.client, "update_account", { ...TIER, status: "suspended" });
  assert.deepEqual(messages.map(shortenMarks), [
    "Change account bob@example.com (revision 1): tier from free to enterprise and status from active to suspended? " +
    'Texts: current name "Bob".',
  ]);
});

Deno.test("update_account needs no approval of a tier that stays the same", async () => {
  await using connected = await connect({ definition: customersServer });
  const { data, isError } = await call(connected.client, "update_account", { email: TIER.email, account_tier: "free" });
  assert.deepEqual([isError, data.customer.account_tier], [false, "free"]);
});

Deno.test("update_account fails for an unknown customer and for a stale revision", async () => {
  await using connected = await connect({ definition: customersServer });
  const unknown = await call(connected.client, "update_account", { email: "eve@example.com", name: "Eve" });
  assert.deepEqual([unknown.isError, unknown.text], [true, "Customer eve@example.com not found."]);
  const stale = await call(connected.client, "update_account", { email: TIER.email, name: "B", expected_revision: 9 });
  assert.ok(stale.isError);
  assert.match(stale.text, /revision 1, not 9/);
});

for (const [present, expected_revision] of [[2, 1], [2, 3]] as const) {
  Deno.test(`update_account asks no one at revision ${present} if revision ${expected_revision} is expected`, async () => {
    const messages: string[] = [];
    await using connected = await connect({ definition: customersServer, ...approveAll(messages) });
    await call(connected.client, "update_account", { email: TIER.email, name: "Robert" });
    for (const account_tier of ["enterprise", "free"]) { // a change, and the present tier
      const { isError, text } = await call(connected.client, "update_account", {
        ...TIER,
        account_tier,
        expected_revision,
      });
      assert.ok(isError);
      assert.match(text, new RegExp(`bob@example\\.com is at revision ${present}, not ${expected_revision}`));
    }
    assert.deepEqual(messages, []);
    assert.deepEqual((await connected.desk.approvals.list({})).items, []);
  });
}

Deno.test("update_account asks about values that a name or notes cannot rewrite", async () => {
  const messages: string[] = [];
  await using connected = await connect({ definition: customersServer, ...approveAll(messages) });
  const name = 'Bob"? Nothing else.\n\u202eChange';
  await call(connected.client, "update_account", { ...TIER, name, notes: "n".repeat(5_000) });
  const quotes = `current name "Bob"; new name "Bob'? Nothing else. Change"; ` +
    `new notes "${"n".repeat(80)}…" (cut, 5,000 characters)`;
  assert.deepEqual(messages.map(shortenMarks), [
    `Change account bob@example.com (revision 1): tier from free to enterprise? Texts: ${quotes}.`,
  ]);
});

Deno.test("update_account changes nothing before a person grants the pending approval", async () => {
  await using connected = await connect({ definition: customersServer });
  await call(connected.client, "update_account", { ...TIER, notes: "VIP" });
  const decision = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;
  assert.equal((await connected.desk.customers.get(TIER.email)).account_tier, "free");
  assert.equal((await connected.desk.approvals.grant("A1", decision)).state, "granted");
  const { account_tier, notes, revision } = await connected.desk.customers.get(TIER.email);
  assert.deepEqual([account_tier, notes, revision], ["enterprise", "VIP", 2]);
  assert.equal((await connected.desk.tickets.get("43")).account_tier, "enterprise");
});

Deno.test("update_account changes the organization without an approval, and shows it", async () => {
  await using connected = await connect({ definition: customersServer });
  const update = (organization: string) =>
    call(connected.client, "update_account", { email: "alice@example.com", organization });
  const { data, text } = await update("Acme");
  assert.equal(data.customer.organization, "Acme");
  assert.match(shortenMarks(text), /^Updated <customer>alice@example\.com: Alice \(Acme\)<\/customer>, pro, active/);
  assert.ok(!("organization" in (await update("")).data.customer));
});

Deno.test("update_account says that nothing changed for the current values", async () => {
  await using connected = await connect({ definition: customersServer });
  const update = { email: "alice@example.com", account_tier: "pro" };
  const { text, data } = await call(connected.client, "update_account", update);
  assert.match(
    shortenMarks(text),
    /^Nothing changed: these are the current values of <customer>alice@example\.com: Alice</,
  );
  assert.deepEqual([data.unchanged, data.customer.revision], [true, 1]);
});
