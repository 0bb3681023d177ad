/** Mentions of an address that stay after an erasure. */

import { isMergeNote, parseFollowUpAuthor } from "../../rules/tickets/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { readComments } from "../index/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { eraseQuote } from "./foreign_ticket.ts";
import { hasAddress } from "./sweep.ts";

/** Leaves out tickets that have the address only in comments, or in a quote of one, that an erasure changes. */
export async function dropErased(kv: KeyValueStore, email: string, tickets: readonly string[]): Promise<string[]> {
  const kept = await Promise.all(tickets.map((id) => hasKeptMention(kv, email, Number(id))));
  return tickets.filter((_, index) => kept[index]);
}

async function hasKeptMention(kv: KeyValueStore, email: string, number: number): Promise<boolean> {
  const [{ value: record }, { value: description }] = await kv.getMany<[TicketRecord, string]>([
    keys.ticket(number),
    keys.description(number),
  ]);
  const all = await readComments(kv, number, email);
  const isErased = (comment: Comment) =>
    isMergeNote(comment) || record !== null && parseFollowUpAuthor(comment, record) === email;
  const others = all.filter(({ comment, isOwn }) => !isOwn && !isErased(comment));
  if (others.some(({ comment }) => hasAddress(comment.body, { email }))) return true;
  const kept = record === null ? null : eraseQuote(record, { email });
  const hasOther = [kept, description].some((value) => value !== null && hasAddress(value, { email }));
  if (hasOther) return true;
  return kept?.resolution === record?.resolution && !all.some(({ comment }) => hasAddress(comment.body, { email }));
}
