/** A desk that is full of the words of a test, and a host that gives them too. */

import type { Client } from "@modelcontextprotocol/client";
import { ApprovalKeys } from "../../../server/apps/mod.ts";
import { customersServer } from "../../../server/mod.ts";
import { type Actor, type Desk, openDesk, type TicketToImport } from "../../../store/mod.ts";
import { call } from "../call.ts";
import { connect } from "../connect.ts";
import type { Targets } from "./output_cases.ts";

/** Creates the words of a field, at most `length` characters. */
export type Words = (field: string, length: number) => string;

/** Numbers of things of which there can be many. */
export interface Amounts {
  comments: number;
  files: number;
  tickets: number;
}

/** Fills a desk in memory with words in every field that people outside the server can write. */
export async function openFullDesk(
  words: Words,
  amounts: Amounts,
  location = ":memory:",
): Promise<{ desk: Desk; targets: Targets }> {
  const desk = await openDesk(location);
  const by: Actor = { kind: "host", name: words("host", 200), version: words("version", 200) };
  const email = `${words("customer", 50)}@example.com`;
  const [added] = await desk.archive.importCustomers([
    { customer: { email, name: words("customer_name", 200), notes: words("customer_notes", 10_000) } },
  ], by);
  if (added?.outcome !== "added") throw new Error(JSON.stringify(added));
  const erasable = `${words("erasable", 50)}@example.com`;
  await desk.archive.importCustomers([{ customer: { email: erasable, name: words("erasable_name", 200) } }], by);
  const team = { [words("member", 100)]: { address: `${words("member_address", 50)}@example.com` } };
  const saved_replies = {
    [words("reply_name", 100)]: {
      title: words("reply_title", 200),
      body: `{{customer.name}} ${words("reply_body", 15_000)}`,
    },
  };
  const fields = {
    plan: { type: "choice", choices: [words("choice", 100)], description: words("field_description", 200) },
    product: { type: "text" },
  };
  await desk.settings.change(() => ({ team, saved_replies, fields }), { by });
  const article = await createArticle(desk, words, by);
  const open = await importTicket(desk, createTicket(words, email, amounts), by);
  for (let count = 0; count < amounts.files; count++) await attach(desk, open, words, count, by);
  const closed = await importTicket(desk, createClosedTicket(words, email), by);
  await desk.tickets.update(open, { add_links: [`caused_by:${closed}`] }, { by });
  const others = [];
  for (let count = 0; count < amounts.tickets; count++) {
    others.push(await createDuplicate(desk, words, email, by));
  }
  const { attachments } = await desk.tickets.get(open);
  const approvals = await requestApprovals(desk, words, email, others);
  const [duplicate, original] = others as [string, string];
  return {
    desk,
    targets: {
      ...{ ticket: open, closed, duplicate, original, email, erasable, file: attachments[0]!.name, article, words },
      ...{ approvals, keys: await createKeys(desk, approvals) },
    },
  };
}

async function createArticle({ knowledge }: Desk, words: Words, by: Actor): Promise<string> {
  const text = { body: words("article_body", 19_000), tags: [words("article_tag", 40)] };
  const { id } = await knowledge.save(null, { title: words("article_title", 200), ...text }, { by });
  await knowledge.save(id, { audience: "public", language: "en" }, { by });
  return id;
}

function createTicket(words: Words, customer: string, { comments }: Amounts): TicketToImport {
  const kinds = [{ kind: "note" }, { kind: "reply" }, { kind: "reply", delivery: "sent" }] as const;
  const tags = Array.from({ length: 19 }, (_, index) => `${words("tag", 47)}${index}`);
  return {
    ticket: {
      subject: words("subject", 250),
      customer,
      description: words("description", 19_000),
      assignee: words("assignee", 200),
      tags,
      external_id: words("external_id", 200),
      custom: { plan: words("choice", 100), product: words("custom_text", 250) },
      escalation: {
        priority: "high",
        reason: words("escalation_reason", 2_000),
        note: words("escalation_note", 3_000),
        by: words("escalation_author", 200),
        at: "2026-11-01T09:30:00.000Z",
      },
    },
    comments: Array.from({ length: comments }, (_, index) => {
      const kind = kinds[index % kinds.length]!;
      const field = "delivery" in kind ? "sent_reply" : kind.kind;
      return { author: words(`${field}_author`, 200), body: words(`${field}_body`, 19_000), ...kind };
    }),
  };
}

function createClosedTicket(words: Words, customer: string): TicketToImport {
  const resolution = words("resolution", 10_000);
  return { ticket: { subject: words("closed_subject", 250), customer, status: "closed", resolution } };
}

async function importTicket(desk: Desk, ticket: TicketToImport, by: Actor): Promise<string> {
  const [result] = await desk.archive.importTickets([ticket], by);
  if (result?.outcome !== "added") throw new Error(JSON.stringify(result));
  return result.id;
}

async function createDuplicate(desk: Desk, words: Words, customer: string, by: Actor): Promise<string> {
  const description = words("duplicate_description", 10_000);
  return (await desk.tickets.create({ subject: words("subject", 250), customer, description }, { by })).id;
}

async function attach(desk: Desk, id: string, words: Words, count: number, by: Actor): Promise<void> {
  const type = `text/${count === 0 ? words("media_type", 60).replace(/[^\w-]/g, "") || "plain" : "plain"}`;
  const bytes = new TextEncoder().encode(words("file_content", 20_000));
  await desk.tickets.attach(id, { name: `${words("file_name", 190)}${count}.txt`, type, bytes }, { by });
}

/** Asks for two changes in a host that cannot ask anyone. A person rejects the first. */
async function requestApprovals(desk: Desk, words: Words, email: string, others: string[]): Promise<string[]> {
  const client = { name: words("asking_host", 200), version: "1" };
  await using customers = await connect({ desk, definition: customersServer, info: client });
  await using tickets = await connect({ desk, info: client });
  const update = { email, account_tier: "pro", name: words("asked_name", 200), notes: words("asked_notes", 10_000) };
  await request(customers.client, "update_account", update);
  await request(tickets.client, "merge_tickets", { ticket_id: others[2], into_ticket_id: others[3] });
  const [rejected] = (await desk.approvals.list({})).items;
  const person: Actor = { kind: "person", name: words("decider", 200), version: null };
  await desk.approvals.reject(rejected!.id, words("rejection", 2_000), { by: person, via: "terminal" });
  await request(customers.client, "update_account", { ...update, account_tier: "enterprise" });
  return (await desk.approvals.list({})).items.map(({ id }) => id);
}

/** Creates the keys that a page would get. */
async function createKeys(desk: Desk, approvals: readonly string[]): Promise<Record<string, string>> {
  const keys = new ApprovalKeys();
  const entries = approvals.map(async (id) => [id, await keys.create(await desk.approvals.get(id))]);
  return Object.fromEntries(await Promise.all(entries));
}

async function request(client: Client, tool: string, input: Record<string, unknown>): Promise<void> {
  const { text } = await call(client, tool, input);
  if (!text.startsWith("approval_required")) throw new Error(text);
}
