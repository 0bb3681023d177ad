import assert from "node:assert/strict";
import type { Client } from "@modelcontextprotocol/client";
import { deskServer } from "../../../server/mod.ts";
import type { Desk } from "../../../store/mod.ts";
import { call } from "../call.ts";
import { connect, ERAS } from "../connect.ts";
import { APPROVED } from "../elicitation/approvals.ts";

const BY = { by: { kind: "person", name: "dana", version: null } } as const;
const KEY = { idempotency_key: "a-key" };

interface Case {
  tool: string;
  name?: string;
  input: Record<string, unknown>;
  prepare?: (desk: Desk, client: Client) => Promise<unknown>;
  /** Done by others before the repeat. */
  between?: (desk: Desk) => Promise<unknown>;
}

const CASES: Case[] = [
  {
    tool: "create_ticket",
    input: { subject: "New", customer: "Newcomer <new@example.com>", assignee: "dana" },
    between: ({ customers }) => customers.update("new@example.com", { name: "Other" }, BY),
  },
  { tool: "update_ticket", input: { ticket_id: "42", customer: "Newcomer <new@example.com>", priority: "high" } },
  { tool: "update_ticket", name: "links", input: { ticket_id: "42", add_links: ["relates:43"] } },
  { tool: "update_ticket", name: "no change", input: { ticket_id: "42", status: "open" } },
  { tool: "add_comment", input: { ticket_id: "42", body: "A note" } },
  {
    tool: "add_comment",
    name: "a late message",
    input: { ticket_id: "42", body: "Again", kind: "customer" },
    prepare: async ({ settings, tickets }) => {
      await settings.change(() => ({ reopen_days: 0 }), BY);
      await tickets.close("42", "Done", BY);
    },
  },
  {
    tool: "edit_comment",
    input: { ticket_id: "42", number: 1, text: "Better" },
    prepare: ({ tickets }) => tickets.addComment("42", { kind: "note", body: "A note" }, BY),
  },
  {
    tool: "close_ticket_tool",
    input: { ticket_id: "42", resolution: "Done" },
    prepare: ({ tickets }) => tickets.update("43", { add_links: ["caused_by:42"] }, BY),
  },
  {
    tool: "reopen_ticket",
    input: { ticket_id: "42", reason: "Not done" },
    prepare: ({ tickets }) => tickets.close("42", "Done", BY),
  },
  { tool: "escalate_ticket", input: { ticket_id: "42", reason: "A legal threat" } },
  { tool: "merge_tickets", input: { ticket_id: "42", into_ticket_id: "43" } },
  {
    tool: "merge_tickets",
    name: "into a ticket that is merged since",
    input: { ticket_id: "42", into_ticket_id: "43" },
    between: async ({ tickets }) => {
      const { id } = await tickets.create({ subject: "Last", customer: "bob@example.com" }, BY);
      await tickets.merge("43", id, BY);
    },
  },
  {
    tool: "merge_tickets",
    name: "undo",
    input: { ticket_id: "42", undo: true },
    prepare: async ({ tickets }) => {
      await tickets.update("42", { add_tags: ["vip"] }, BY);
      await tickets.merge("42", "43", BY);
    },
  },
  { tool: "claim_next_ticket", input: { assignee: "dana", minutes: 30 } },
  { tool: "attach_file", input: { ticket_id: "42", name: "error.log", text: "A line" } },
  {
    tool: "update_tickets",
    input: { ticket_ids: ["42", "43"], resolution: "Done" },
    prepare: ({ tickets }) => tickets.close("43", "Done", BY),
  },
  {
    tool: "undo_batch",
    input: { batch_id: "B1" },
    prepare: async ({ tickets }, client) => {
      await call(client, "update_tickets", { ticket_ids: ["42", "43"], priority: "urgent" });
      await tickets.update("43", { priority: "low" }, BY);
    },
  },
  { tool: "create_customer", input: { email: "new@example.com", name: "New" } },
  { tool: "update_account", input: { email: "alice@example.com", account_tier: "pro", name: "Alice B" } },
  { tool: "save_article", input: { title: "Refunds", body: "Within 14 days." } },
  {
    tool: "archive_article",
    input: { id: "refunds" },
    prepare: ({ knowledge }) => knowledge.save(null, { title: "Refunds", body: "Within 14 days." }, BY),
  },
];

/** Approves everything, and writes another note each time. */
function createHost(asked: string[]) {
  return {
    client: { capabilities: { elicitation: {}, sampling: {} } },
    prepare: (client: Client) => {
      client.setRequestHandler("elicitation/create", ({ params: { message } }) => {
        asked.push(message);
        return message.startsWith("Ticket #") ? { action: "accept", content: { priority: "high" } } : APPROVED;
      });
      client.setRequestHandler("sampling/createMessage", () => {
        asked.push("a note");
        return { role: "assistant", model: "test", content: { type: "text", text: `Note ${asked.length}` } };
      });
    },
  };
}

for (const { tool, name, input, prepare, between } of CASES) {
  for (const era of ERAS) {
    Deno.test(`a repeat of ${tool} returns the whole first result${name ? `: ${name}` : ""} (${era})`, async () => {
      const asked: string[] = [];
      await using connected = await connect({ definition: deskServer, era, ...createHost(asked) });
      const { client, desk } = connected;
      await prepare?.(desk, client);
      const first = await call(client, tool, { ...input, ...KEY });
      assert.equal(first.isError, false, first.text);
      await between?.(desk);
      const [questions, before] = [asked.length, await listAll(desk)];
      assert.deepEqual(await call(client, tool, { ...input, ...KEY }), first);
      assert.equal(asked.length, questions, "a repeat asks no one");
      assert.deepEqual(await listAll(desk), before, "a repeat changes nothing");
    });
  }
}

Deno.test("a repeat after a granted approval names the tickets that the plan left", async () => {
  await using connected = await connect({ definition: deskServer });
  const { client, desk } = connected;
  await desk.tickets.close("43", "Done", BY);
  const input = { ticket_ids: ["42", "43"], resolution: "Done", ...KEY };
  assert.match((await call(client, "update_tickets", input)).text, /^approval_required: /);
  await desk.approvals.grant("A1", { by: BY.by, via: "terminal" });
  assert.deepEqual((await call(client, "update_tickets", input)).data, {
    batch_id: "B1",
    count: 1,
    tickets: [{ id: "42", revision: 2 }],
    left: [{
      reason: "It is already closed. To change the resolution, reopen it first (reopen_ticket).",
      code: "ticket_already_closed",
      ids: ["43"],
    }],
  });
});

Deno.test("each tool that takes an idempotency key has a case", async () => {
  await using connected = await connect({ definition: deskServer });
  const { tools } = await connected.client.listTools();
  const keyed = tools.filter(({ inputSchema }) => "idempotency_key" in (inputSchema.properties ?? {}));
  assert.deepEqual([...new Set(CASES.map(({ tool }) => tool))].sort(), keyed.map(({ name }) => name).sort());
});

async function listAll({ archive }: Desk): Promise<unknown[]> {
  const lists = [archive.exportTickets(), archive.exportCustomers(), archive.exportArticles()];
  return await Promise.all(lists.map((list) => Array.fromAsync<unknown>(list)));
}
