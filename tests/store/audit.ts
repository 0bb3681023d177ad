/** Consistency checks over a whole store. */

import assert from "node:assert/strict";
import { getCustomerTerms } from "../../store/search/query/customer_query.ts";
import type { TicketRecord } from "../../store/ticket.ts";
import { getFilterTerms, toWordTerm } from "../../store/search/analysis/terms.ts";
import { extractWords } from "../../store/search/analysis/words.ts";
import type { Comment, Customer, Tier } from "../../store/mod.ts";
import type { Counter, Key, KeyValueStore } from "../../store/kv/port/mod.ts";
import { listKeysUnder } from "./open_test_store.ts";

/** Asserts that indices, counters, comments, events and files match the tickets and customers. */
export async function assertConsistent(kv: KeyValueStore): Promise<void> {
  const tickets = await listValuesUnder<TicketRecord>(kv, ["ticket"]);
  const customers = await listValuesUnder<Customer>(kv, ["customer"]);
  const expected = new Set<string>();
  const expect = (...key: unknown[]) => expected.add(JSON.stringify(key));
  const tiers = new Map(customers.map(({ email, account_tier }) => [email, account_tier]));
  for (const ticket of tickets) await assertTicket(kv, ticket, tiers.get(ticket.customer), expect);
  for (const customer of customers) {
    for (const term of getCustomerTerms(customer)) expect("findCustomer", term, customer.email);
    for (let revision = 1; revision <= customer.revision; revision++) {
      expect("event", "customer", customer.email, revision);
    }
  }
  const present = await listKeysUnder(
    kv,
    "find",
    "queue",
    "lease",
    "external",
    "comment",
    "event",
    "attachment",
    "findCustomer",
  );
  const [refusals, others] = [present.filter(isNotApproved), present.filter((key) => !isNotApproved(key))];
  assert.deepEqual(others.sort(), [...expected].sort());
  for (const refusal of refusals) assert.ok(expected.has(JSON.stringify(JSON.parse(refusal).slice(0, -1))), refusal);
  assert.deepEqual(await readCounters(kv), countTickets(tickets, customers));
  assert.deepEqual(await listKeysUnder(kv, "upload"), []);
  assert.deepEqual(await listStoredPieces(kv), await listExpectedPieces(kv));
}

/** Reports whether the key is of a refused change: it continues the key of the change before it. */
function isNotApproved(key: string): boolean {
  const parts = JSON.parse(key);
  return parts[0] === "event" && parts.length === 5;
}

async function assertTicket(
  kv: KeyValueStore,
  ticket: TicketRecord,
  tier: Tier | undefined,
  expect: (...key: unknown[]) => void,
): Promise<void> {
  const number = Number(ticket.id);
  const created = Date.parse(ticket.created_at);
  for (const term of getFilterTerms(ticket)) expect("find", term, created, number);
  for (const word of await extractTicketWords(kv, ticket)) expect("find", toWordTerm(word), created, number);
  if (ticket.status === "open" && ticket.assignee === null) {
    const start = Date.parse(ticket.reopened_at ?? ticket.created_at);
    assert.equal(ticket.queue_tier ?? tier, tier);
    expect("queue", tier, ["low", "medium", "high", "urgent"].indexOf(ticket.priority), start, number);
  }
  if (ticket.merged_into !== null) {
    assert.ok((await kv.get(["mergeTarget", Number(ticket.merged_into)])).value !== null);
  }
  if (ticket.claimed_until !== null) expect("lease", Date.parse(ticket.claimed_until), number);
  if (ticket.external_id !== null) expect("external", ticket.external_id);
  for (let comment = 1; comment <= ticket.comment_count; comment++) expect("comment", number, comment);
  for (let revision = 1; revision <= ticket.revision; revision++) expect("event", "ticket", number, revision);
  for (const { name } of ticket.attachments) expect("attachment", number, name);
}

async function extractTicketWords(kv: KeyValueStore, ticket: TicketRecord): Promise<Set<string>> {
  const description = (await kv.get<string>(["description", Number(ticket.id)])).value ?? "";
  const comments = await listValuesUnder<Comment>(kv, ["comment", Number(ticket.id)]);
  return new Set(
    [ticket.subject, description, ...comments.map(({ body }) => body)].flatMap((text) => [...extractWords(text)]),
  );
}

/** Reads the counters that are not zero. */
async function readCounters(kv: KeyValueStore): Promise<Record<string, number>> {
  const counters: Record<string, number> = {};
  for await (const { key, value } of kv.list<Counter>({ prefix: ["count"] })) {
    if (value.value !== 0n) counters[key.slice(1).join(" ")] = Number(value.value);
  }
  return counters;
}

function countTickets(tickets: TicketRecord[], customers: Customer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (name: string) => counts[name] = (counts[name] ?? 0) + 1;
  for (const { status, priority, assignee } of tickets) {
    count(`${status} ${priority}`);
    if (status === "open" && assignee === null) count("unassigned");
  }
  for (const _ of customers) count("customers");
  return counts;
}

async function listStoredPieces(kv: KeyValueStore): Promise<string[]> {
  return (await listKeysUnder(kv, "piece")).sort();
}

async function listExpectedPieces(kv: KeyValueStore): Promise<string[]> {
  const attachments = await listValuesUnder<{ upload: string; pieces: number }>(kv, ["attachment"]);
  return attachments.flatMap(({ upload, pieces }) =>
    Array.from({ length: pieces }, (_, index) => JSON.stringify(["piece", upload, index]))
  ).sort();
}

async function listValuesUnder<T>(kv: KeyValueStore, prefix: Key): Promise<T[]> {
  return await Array.fromAsync(kv.list<T>({ prefix }), ({ value }) => value);
}
