/** Keeps the index true when a subject changes. */

import { wordsOf } from "../search/words.ts";
import type { Comment, TicketRecord } from "../ticket.ts";
import { keys, prefixes } from "./keys.ts";
import { positionOf, postWords, removeWords } from "./ticket_index.ts";
import type { Transaction } from "./transaction.ts";

/**
 * Files the ticket under its new subject's words, and no longer under those that were in its old subject alone. Lists
 * the comments, so the rule must run alone.
 */
export async function changeSubjectWords(
  transaction: Transaction,
  before: TicketRecord,
  after: TicketRecord,
): Promise<void> {
  const position = positionOf(after);
  const [had, has] = [wordsOf(before.subject), wordsOf(after.subject)];
  postWords(transaction, position, has.difference(had));
  removeWords(transaction, position, await withoutOtherTexts(transaction, after, had.difference(has)));
}

async function withoutOtherTexts(
  transaction: Transaction,
  { id, comment_count }: TicketRecord,
  words: Set<string>,
): Promise<Set<string>> {
  const number = Number(id);
  let left = words;
  if (left.size > 0) left = left.difference(wordsOf(await transaction.get<string>(keys.description(number)) ?? ""));
  if (left.size === 0 || comment_count === 0) return left;
  for await (const { value } of transaction.list<Comment>({ prefix: prefixes.comments(number) })) {
    left = left.difference(wordsOf(value.body));
  }
  return left;
}
