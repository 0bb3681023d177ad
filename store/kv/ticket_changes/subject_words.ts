import { extractWords } from "../../search/analysis/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { addWords, getPosition, removeWords } from "../index/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/**
 * Updates the word index for a new subject. Words that only the old subject had are removed. This lists the comments, so the
 * rule must run alone.
 */
export async function updateSubjectWords(
  transaction: Transaction,
  before: TicketRecord,
  after: TicketRecord,
): Promise<void> {
  const position = getPosition(after);
  const [had, has] = [extractWords(before.subject), extractWords(after.subject)];
  addWords(transaction, position, has.difference(had));
  removeWords(transaction, position, await excludeOtherTexts(transaction, after, had.difference(has)));
}

async function excludeOtherTexts(
  transaction: Transaction,
  { id, comment_count }: TicketRecord,
  words: Set<string>,
): Promise<Set<string>> {
  const number = Number(id);
  let left = words;
  if (left.size > 0) {
    left = left.difference(extractWords(await transaction.get<string>(keys.description(number)) ?? ""));
  }
  if (left.size === 0 || comment_count === 0) return left;
  for await (const { value } of transaction.list<Comment>({ prefix: prefixes.comments(number) })) {
    left = left.difference(extractWords(value.body));
  }
  return left;
}
