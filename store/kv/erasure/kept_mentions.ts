/** Mentions of an address that stay after an erasure. */

import { isMergeNote } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import { isWrittenBy } from "../index/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { hasAddress } from "./sweep.ts";

/** Leaves out tickets that have the address only in comments that an erasure changes. */
export async function dropErased(kv: KeyValueStore, email: string, tickets: readonly string[]): Promise<string[]> {
  const kept = await Promise.all(tickets.map((id) => hasKeptMention(kv, email, Number(id))));
  return tickets.filter((_, index) => kept[index]);
}

async function hasKeptMention(kv: KeyValueStore, email: string, number: number): Promise<boolean> {
  const comments = await Array.fromAsync(
    kv.list<Comment>({ prefix: prefixes.comments(number) }),
    ({ value }) => value,
  );
  const isErased = (comment: Comment) => isMergeNote(comment) || isWrittenBy(comment, email);
  if (comments.some((comment) => !isErased(comment) && hasAddress(comment.body, { email }))) return true;
  const [record, description] = await kv.getMany([keys.ticket(number), keys.description(number)]);
  const hasOther = [record!.value, description!.value].some((value) => value !== null && hasAddress(value, { email }));
  return hasOther || !comments.some(({ body }) => hasAddress(body, { email }));
}
