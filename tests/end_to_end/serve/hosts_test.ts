/** The real program as the child process of third-party hosts. */

import assert from "node:assert/strict";
// @ts-types="npm:@modelcontextprotocol/sdk@1.32.2/types"
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ResourceUpdatedNotificationSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { connectNewerHost, connectOlderHost } from "../hosts.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const DEMO = ["serve", "--demo"];
const CLOSING = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset the token." } };
const ESCALATING = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };

// deno-lint-ignore no-explicit-any -- the lines of the SDK give results of different types
const getText = (result: any): string => result.content[0].text;
// deno-lint-ignore no-explicit-any -- as above
const getResourceText = (result: any): string => result.contents[0].text;

Deno.test("an older host lists, reads, prompts, closes, and escalates with elicitation and sampling", async () => {
  const asked: string[] = [];
  await using host = await connectOlderHost(DEMO, { capabilities: { elicitation: {}, sampling: {} } }, (client) => {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return { action: "accept", content: { priority: "high" } };
    });
    client.setRequestHandler(CreateMessageRequestSchema, () => {
      asked.push("sampling");
      return { role: "assistant", content: { type: "text", text: "A note." }, model: "test" };
    });
  });
  const { client } = host;
  assert.equal(client.getServerVersion()?.name, "support-ticketing-server");
  const { tools } = await client.listTools();
  assert.deepEqual(tools.slice(0, 2).map(({ name }) => name), ["close_ticket_tool", "escalate_ticket"]);
  assert.match(getResourceText(await client.readResource({ uri: "ticket://list" })), /^#42 \[open\] Cannot log in/);
  const prompt = await client.getPrompt({ name: "resolution_prompt", arguments: { ticket_id: "42" } });
  assert.match((prompt.messages[0]!.content as { text: string }).text, /account tier: pro/);
  assert.equal(getText(await client.callTool(CLOSING)), '{"success": true, "ticket_id": "42"}');
  assert.equal(
    getText(await client.callTool(ESCALATING)),
    '{"success": true, "ticket_id": "43", "priority": "high", "escalation_note": "A note.", "outside_text": ["escalation_note"]}',
  );
  assert.deepEqual(asked, [
    "Ticket #43 needs escalation. What priority should it be set to? (low / medium / high)",
    "sampling",
  ]);
});

for (const revision of ["2025-11-25", "2026-07-28"] as const) {
  Deno.test(`a current host does the same over ${revision}`, async () => {
    await using host = await connectNewerHost(
      DEMO,
      { capabilities: { elicitation: {}, sampling: {} } },
      (client) => {
        client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { priority: "low" } }));
        client.setRequestHandler(
          "sampling/createMessage",
          () => ({ role: "assistant", content: { type: "text", text: "A note." }, model: "test" }),
        );
      },
      revision,
    );
    const { client } = host;
    assert.equal(client.getNegotiatedProtocolVersion(), revision);
    assert.equal(getText(await client.callTool(CLOSING)), '{"success": true, "ticket_id": "42"}');
    assert.equal(
      getText(await client.callTool(ESCALATING)),
      '{"success": true, "ticket_id": "43", "priority": "low", "escalation_note": "A note.", "outside_text": ["escalation_note"]}',
    );
  });
}

Deno.test("a closed ticket is still closed after a restart of the server", async () => {
  await using folder = await TemporaryFolder.create();
  const args = [...DEMO, "--db", folder.file("desk.db")];
  {
    await using host = await connectOlderHost(args);
    await host.client.callTool(CLOSING);
  }
  await using host = await connectNewerHost(args);
  const ticket = JSON.parse(getResourceText(await host.client.readResource({ uri: "ticket://42" })));
  assert.deepEqual([ticket.status, ticket.resolution], ["closed", "Reset the token."]);
  assert.doesNotMatch(getResourceText(await host.client.readResource({ uri: "ticket://list" })), /#42/);
});

Deno.test("two hosts share one desk, and each is notified of the other's changes", async () => {
  await using folder = await TemporaryFolder.create();
  const args = [...DEMO, "--db", folder.file("desk.db")];
  const heard = Promise.withResolvers<string>();
  await using one = await connectOlderHost(args, {}, (client) => {
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => heard.resolve(params.uri));
  });
  await using other = await connectNewerHost(args);
  await one.client.subscribeResource({ uri: "ticket://42" });
  await other.client.callTool(CLOSING);
  assert.equal(await heard.promise, "ticket://42");
  assert.equal(JSON.parse(getResourceText(await one.client.readResource({ uri: "ticket://42" }))).status, "closed");
  const history = await one.client.callTool({ name: "get_history", arguments: { ticket_id: "42" } });
  assert.match(getText(history), /closed by <team_words id=\w+>field-host 3\.1\.4/);
});

Deno.test("concurrent writes by servers of one store are neither lost nor repeated", async () => {
  await using folder = await TemporaryFolder.create();
  const args = [...DEMO, "--db", folder.file("desk.db")];
  await using one = await connectOlderHost(args);
  await using other = await connectNewerHost(args);
  const creating = (number: number) => ({
    name: "create_ticket",
    arguments: { subject: `Problem ${number}`, customer: "alice@example.com" },
  });
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, number) => (number % 2 ? one : other).client.callTool(creating(number))),
  );
  const ids = results.map((result) => (result.structuredContent as { ticket: { id: string } }).ticket.id);
  assert.equal(new Set(ids).size, 60);
  const stats = await one.client.callTool({ name: "ticket_stats", arguments: {} });
  assert.equal((stats.structuredContent as { total: number }).total, 62);
});

Deno.test("acknowledged writes survive kill -9", async () => {
  await using folder = await TemporaryFolder.create();
  const args = [...DEMO, "--db", folder.file("desk.db")];
  const acknowledged: string[] = [];
  for (let round = 0; round < 3; round++) {
    const host = await connectOlderHost(args);
    const writes = Array.from({ length: 200 }, async (_, number) => {
      const subject = `Problem ${round}.${number}`;
      await host.client.callTool({ name: "create_ticket", arguments: { subject, customer: "bob@example.com" } });
      acknowledged.push(subject);
      if (acknowledged.length === 40 * (round + 1)) Deno.kill(host.pid, "SIGKILL");
    });
    await Promise.allSettled(writes);
    await host.client.close();
  }
  assert.ok(acknowledged.length >= 120);

  await using host = await connectNewerHost(args);
  const found = new Set<string>();
  let cursor: string | null | undefined;
  do {
    const page = { query: "customer:bob@example.com", limit: 100, ...cursor && { cursor } };
    const { structuredContent } = await host.client.callTool({ name: "search_tickets", arguments: page });
    const { tickets, cursor: next } = structuredContent as {
      tickets: { id: string; subject: string }[];
      cursor: string | null;
    };
    for (const { subject } of tickets) found.add(subject);
    cursor = next;
  } while (cursor !== null);
  assert.deepEqual(acknowledged.filter((subject) => !found.has(subject)), []);
});

Deno.test("the customers server works on the same desk, and tickets show a new tier at once", async () => {
  await using folder = await TemporaryFolder.create();
  const db = ["--db", folder.file("desk.db")];
  await using tickets = await connectOlderHost([...DEMO, ...db]);
  await using customers = await connectNewerHost(
    ["serve", "customers", ...db],
    { capabilities: { elicitation: {} } },
    (client) =>
      client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { decision: "yes" } })),
  );
  assert.equal(customers.client.getServerVersion()?.name, "customer-database-server");
  await customers.client.callTool({
    name: "update_account",
    arguments: { email: "bob@example.com", account_tier: "enterprise" },
  });
  const ticket = JSON.parse(getResourceText(await tickets.client.readResource({ uri: "ticket://43" })));
  assert.equal(ticket.account_tier, "enterprise");
});
