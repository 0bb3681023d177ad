import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { customersServer, deskServer, ticketsServer } from "../../../../server/mod.ts";
import { call } from "../../call.ts";
import { connect, type ConnectOptions, ERAS, WITH_APPS } from "../../connect.ts";

const TIER = { email: "bob@example.com", account_tier: "enterprise" };

function connectApp(options: ConnectOptions = {}) {
  return connect({ definition: deskServer, client: { capabilities: WITH_APPS }, ...options });
}

/** Reads the keys that the page gets with a result. */
async function readKeys(client: Client, name: string, input: Record<string, unknown> = {}) {
  const { _meta } = await client.callTool({ name, arguments: input });
  return _meta?.["support-mcp/approval_keys"] as Record<string, string> | undefined;
}

for (const era of ERAS) {
  Deno.test(`decide_approval carries out a change once, for a page with its key (${era})`, async () => {
    await using connected = await connectApp({ era, user: "Ana" });
    const { client, desk } = connected;
    const required = await call(client, "update_account", TIER);
    assert.match(required.text, /call get_approval with approval_id A1, which shows them a card with buttons/);
    const key = (await readKeys(client, "get_approval", { approval_id: "A1" }))?.A1;
    assert.match(key!, /^[0-9a-f]{64}$/);
    assert.deepEqual(await readKeys(client, "list_approvals"), { A1: key });

    const granted = await call(client, "decide_approval", { approval_id: "A1", decision: "grant", key });
    const { state, decided_by, decided_via } = granted.data.approval;
    assert.deepEqual([state, decided_by, decided_via], ["granted", "Ana", "app"]);
    assert.equal((await desk.customers.get(TIER.email)).account_tier, "enterprise");
    const history = await call(client, "get_account_history", { email: TIER.email });
    assert.match(history.text, /approval: accepted by .*Ana.* in the app/);

    const again = await call(client, "decide_approval", { approval_id: "A1", decision: "reject", key });
    assert.match(again.text, /^Approval A1 is granted already\. Nothing was changed\./);
    assert.deepEqual(await readKeys(client, "list_approvals"), undefined);
  });

  Deno.test(`decide_approval rejects a change with a reason (${era})`, async () => {
    await using connected = await connectApp({ era });
    const { client, desk } = connected;
    await call(client, "update_account", TIER);
    const key = (await readKeys(client, "list_approvals"))!.A1;
    const reason = "Not a customer of ours";
    const rejected = await call(client, "decide_approval", { approval_id: "A1", decision: "reject", key, reason });
    assert.deepEqual([rejected.data.approval.state, rejected.data.approval.reason], ["rejected", reason]);
    assert.equal((await desk.customers.get(TIER.email)).account_tier, "free");
  });

  Deno.test(`decide_approval is refused without the key of this approval (${era})`, async () => {
    await using connected = await connectApp({ era });
    const { client, desk } = connected;
    await call(client, "update_account", TIER);
    await call(client, "merge_tickets", { ticket_id: "43", into_ticket_id: "42" });
    const keys = (await readKeys(client, "list_approvals"))!;
    for (const key of ["", "yes", "0".repeat(64), keys.A2]) {
      const { isError, text } = await call(client, "decide_approval", { approval_id: "A1", decision: "grant", key });
      assert.equal(isError, true);
      assert.equal(text, "key is not valid for approval A1. Nothing was decided. Read the approval again.");
    }
    assert.equal((await desk.approvals.get("A1")).state, "pending");
    assert.equal((await desk.customers.get(TIER.email)).account_tier, "free");
  });

  Deno.test(`decide_approval and its keys are only for hosts that show MCP Apps (${era})`, async () => {
    await using app = await connectApp({ era });
    await call(app.client, "update_account", TIER);
    const key = (await readKeys(app.client, "list_approvals"))!.A1;
    await using other = await connect({ era, definition: deskServer, desk: app.desk });
    assert.equal(await readKeys(other.client, "list_approvals"), undefined);
    assert.equal(await readKeys(other.client, "get_approval", { approval_id: "A1" }), undefined);
    const { isError, text } = await call(other.client, "decide_approval", {
      ...{ approval_id: "A1", decision: "grant", key },
    });
    assert.deepEqual([isError, text.includes("is only for hosts that show MCP Apps")], [true, true]);
    assert.equal((await app.desk.approvals.get("A1")).state, "pending");
  });
}

for (const protocolVersion of ["2026-01-01", "2026-07-28", "2025-11-25", undefined]) {
  Deno.test(`the metadata of a request in a session declare no MCP Apps (${protocolVersion})`, async () => {
    await using app = await connectApp();
    await call(app.client, "update_account", TIER);
    const key = (await readKeys(app.client, "list_approvals"))!.A1;
    await using other = await connect({ definition: deskServer, desk: app.desk });
    const _meta = {
      ...protocolVersion !== undefined && { "io.modelcontextprotocol/protocolVersion": protocolVersion },
      "io.modelcontextprotocol/clientInfo": { name: "other", version: "1" },
      "io.modelcontextprotocol/clientCapabilities": WITH_APPS,
    };
    const ask = (name: string, input: Record<string, unknown>) =>
      other.client.callTool({ name, arguments: { approval_id: "A1", ...input }, _meta });
    assert.equal((await ask("get_approval", {}))._meta?.["support-mcp/approval_keys"], undefined);
    const { isError, content } = await ask("decide_approval", { decision: "grant", key });
    assert.equal(isError, true);
    assert.match(JSON.stringify(content), /is only for hosts that show MCP Apps/);
    assert.equal((await app.desk.approvals.get("A1")).state, "pending");
    assert.equal((await app.desk.customers.get(TIER.email)).account_tier, "free");
  });
}

Deno.test("decide_approval expires a change whose ticket was changed since", async () => {
  await using connected = await connectApp({ definition: ticketsServer });
  const { client, desk } = connected;
  await call(client, "merge_tickets", { ticket_id: "43", into_ticket_id: "42" });
  const key = (await readKeys(client, "list_approvals"))!.A1;
  await call(client, "update_ticket", { ticket_id: "43", priority: "high" });
  const { text } = await call(client, "decide_approval", { approval_id: "A1", decision: "grant", key });
  assert.match(text, /^Approval A1 is expired already\. Nothing was changed\./);
  assert.equal((await desk.tickets.get("43")).merged_into, null);
});

Deno.test("decide_approval decides only on changes of the same server", async () => {
  await using customers = await connectApp({ definition: customersServer });
  await call(customers.client, "update_account", TIER);
  const key = (await readKeys(customers.client, "list_approvals"))!.A1;
  await using tickets = await connectApp({ definition: ticketsServer, desk: customers.desk });
  const { text } = await call(tickets.client, "decide_approval", { approval_id: "A1", decision: "grant", key });
  assert.equal(text, "Approval A1 belongs to another server (update_account).");
});

Deno.test("decide_approval is not offered by a read-only server", async () => {
  await using connected = await connectApp({ readOnly: true });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name).filter((name) => /open_desk|approval/.test(name)), [
    "open_desk",
    "list_approvals",
    "get_approval",
  ]);
});

Deno.test("the keys of approvals are valid in every process with the same secret", async () => {
  const stateKey = "a secret of at least 32 bytes ......";
  await using first = await connectApp({ stateKey });
  await call(first.client, "update_account", TIER);
  const key = (await readKeys(first.client, "list_approvals"))!.A1;
  await using stranger = await connectApp({ stateKey: "another secret of at least 32 bytes", desk: first.desk });
  const grant = { approval_id: "A1", decision: "grant", key };
  assert.match((await call(stranger.client, "decide_approval", grant)).text, /^key is not valid/);
  await using second = await connectApp({ stateKey, desk: first.desk });
  assert.equal((await call(second.client, "decide_approval", grant)).data.approval.state, "granted");
});
