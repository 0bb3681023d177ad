/** The words of a customer in the histories of tickets of others. */

import type { FormerTexts, FormerTicket } from "../../archive.ts";
import type { TicketEvent } from "../../event.ts";
import { listOwnedChanges } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Store } from "../commit/mod.ts";
import { listBegun } from "../erasure/mod.ts";
import { listAuthorTickets } from "../index/mod.ts";
import { keys } from "../schema/mod.ts";
import { KvSearchSource } from "../tickets/mod.ts";
import { readEvents } from "./archive_reads.ts";

/** The fields that have words. */
const TEXTS = ["subject", "description", "resolution", "escalation", "custom"] as const;

/**
 * Reads the words in tickets that were a customer's, and became another customer's, and the messages that earlier versions made
 * descriptions of other customers' tickets.
 */
export async function readFormerTickets(store: Store, email: string): Promise<FormerTicket[]> {
  const tickets: FormerTicket[] = [];
  const begun = new Set((await listBegun(store, new KvSearchSource(store.kv), email)).map(Number));
  const numbers = new Set([...await listAuthorTickets(store.kv, email), ...begun]);
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const { value: record } = await store.kv.get<TicketRecord>(keys.ticket(number));
    if (record === null || record.customer === email) continue;
    const events = await readEvents(store.kv, number);
    const owned = [...listOwnedChanges(events, (owner) => owner === email)];
    const changes = [
      ...begun.has(number) ? listTexts(events[0]!, ["description"]) : [],
      ...owned.flatMap((index) => listTexts(events[index]!, TEXTS)),
    ];
    if (changes.length > 0) tickets.push({ ticket_id: record.id, changes });
  }
  return tickets;
}

/** @returns Nothing if the change wrote none of the fields. */
function listTexts({ at, after }: TicketEvent, fields: readonly (typeof TEXTS)[number][]): FormerTicket["changes"] {
  const texts = fields.flatMap((field) => after[field] ? [[field, after[field]]] : []);
  return texts.length === 0 ? [] : [{ at, ...Object.fromEntries(texts) as FormerTexts }];
}
