import assert from "node:assert/strict";
import { customersServer, deskServer, ticketsServer } from "../../../../server/mod.ts";
import { connect, ERAS, WITH_APPS } from "../../connect.ts";

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);

for (const era of ERAS) {
  Deno.test(`the desk server offers everything of the tickets and the customers server (${era})`, async () => {
    await using connected = await connect({ definition: deskServer, era, client: { capabilities: WITH_APPS } });
    const { tools } = await connected.client.listTools();
    const parts = [...names(ticketsServer.tools), ...names(customersServer.tools)];
    assert.deepEqual(new Set(names(tools)).size, tools.length);
    assert.deepEqual(parts.filter((name) => !names(tools).includes(name)), []);
    assert.deepEqual(names(tools).slice(0, 2), ["close_ticket_tool", "escalate_ticket"]);
    const { resources } = await connected.client.listResources();
    assert.deepEqual(resources.map(({ uri }) => uri), ["ticket://list", "customer://list"]);
    const { prompts } = await connected.client.listPrompts();
    assert.deepEqual(names(prompts), [...names(ticketsServer.prompts), "saved_reply_prompt"]);
    assert.equal(connected.client.getServerVersion()?.name, "support-ticketing-server");
  });
}

Deno.test("the desk server reads a ticket and its customer, and lists approvals of both kinds", async () => {
  await using connected = await connect({ definition: deskServer });
  // deno-lint-ignore no-explicit-any -- the structured content of any tool
  const call = async (name: string, args: Record<string, unknown>): Promise<any> =>
    (await connected.client.callTool({ name, arguments: args })).structuredContent;
  const { ticket } = await call("get_ticket", { ticket_id: "42" });
  const { customer } = await call("get_customer", { email: ticket.customer });
  assert.equal(customer.account_tier, ticket.account_tier);
  await call("merge_tickets", { ticket_id: "43", into_ticket_id: "42" });
  await call("update_account", { email: "alice@example.com", status: "suspended" });
  const { approvals } = await call("list_approvals", {});
  assert.deepEqual(approvals.map(({ tool }: { tool: string }) => tool), ["merge_tickets", "update_account"]);
  for (const approval_id of ["A1", "A2"]) {
    assert.equal((await call("get_approval", { approval_id })).approval.id, approval_id);
  }
});

Deno.test("the desk server reports changes of tickets, of customers and of views", () => {
  assert.deepEqual(deskServer.changedUris({ kind: "ticket", id: "7" }, ["overdue", "Due cards"]), [
    "ticket://list",
    "ticket://7",
    "ticket://7/history",
    "ticket://view/overdue",
    "ticket://view/Due%20cards",
  ]);
  assert.deepEqual(deskServer.changedUris({ kind: "customer", email: "a@b.c" }, ["overdue"]), [
    "customer://list",
    "customer://a@b.c",
    "customer://a@b.c/history",
  ]);
  assert.deepEqual(deskServer.changedUris({ kind: "settings" }, ["overdue"]), ["ticket://view/overdue"]);
});
