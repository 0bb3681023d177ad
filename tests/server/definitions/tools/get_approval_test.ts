import assert from "node:assert/strict";
import { customersServer, servers } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, ERAS } from "../../connect.ts";

const PERSON = { by: { kind: "person", name: "dana", version: null }, via: "terminal" } as const;
const TIER = { email: "bob@example.com", account_tier: "enterprise" };

for (const era of ERAS) {
  Deno.test(`get_approval shows the change before and after a person decides (${era})`, async () => {
    await using connected = await connect({ era, definition: customersServer });
    await call(connected.client, "update_account", TIER);
    const pending = await call(connected.client, "get_approval", { approval_id: "A1" });
    assert.deepEqual(pending.data.approval.change, {
      email: "bob@example.com",
      revision: 1,
      update: { account_tier: "enterprise" },
    });
    assert.equal(pending.data.approval.state, "pending");
    await connected.desk.approvals.grant("A1", PERSON);
    const granted = await call(connected.client, "get_approval", { approval_id: "a1" });
    const { state, decided_by, decided_via } = granted.data.approval;
    assert.deepEqual([state, decided_by, decided_via], ["granted", "dana", "terminal"]);
    assert.match(granted.text, /^A1 \[granted\] update_account, .* Decided by .*dana.* \(terminal\) at /);
  });
}

Deno.test("get_approval fails for an unknown approval, and for one of another server", async () => {
  await using connected = await connect();
  const change = { tool: "update_account", email: TIER.email, revision: 1, update: { account_tier: "pro" } } as const;
  await connected.desk.approvals.request({ change, question: "?" }, {
    by: { kind: "host", name: "other", version: null },
  });
  for (
    const [id, text] of [["A7", /^Approval A7 not found/], [
      "x",
      /^Approval x not found\. List the approvals to see their ids, such as A7\./,
    ]] as const
  ) {
    const { isError, text: says } = await call(connected.client, "get_approval", { approval_id: id });
    assert.ok(isError);
    assert.match(says, text);
  }
  const { isError, text } = await call(connected.client, "get_approval", { approval_id: "A1" });
  assert.deepEqual([isError, text], [true, "Approval A1 belongs to another server (update_account)."]);
});

Deno.test("no tool of a model grants an approval", () => {
  const tools = Object.values(servers).flatMap(({ tools }) => tools)
    .filter(({ name, app }) => name.includes("approval") && app !== "app_only");
  assert.deepEqual([...new Set(tools.map(({ name }) => name))].sort(), ["get_approval", "list_approvals"]);
  assert.ok(tools.every(({ annotations, interactive }) => annotations.readOnlyHint && !interactive));
});
