/** The comments of a ticket and of the tickets merged into it. */

import type { Page, PageRequest } from "../../desk.ts";
import { toDelivered } from "../../rules/tickets/mod.ts";
import { decodeCursor, encodeCursor, parsePageLimit } from "../../rules/values/mod.ts";
import type { Comment, ShownComment } from "../../ticket.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { prefixes } from "../schema/mod.ts";

/**
 * Reads a page of comments: first those of the ticket, then those of each ticket merged into it.
 *
 * @param numbers The ticket and its duplicates.
 */
export async function readConversation(
  kv: KeyValueStore,
  numbers: readonly [number, ...number[]],
  request: PageRequest,
): Promise<Page<ShownComment>> {
  const [own] = numbers;
  const list = `comments ${own}`;
  const limit = parsePageLimit(request);
  const [from = own, after = 0] = toPosition(own, decodeCursor(list, request.cursor));
  const found: { number: number; comment: Comment }[] = [];
  for (const number of from === own ? numbers : skipTo(numbers, from)) {
    const prefix = prefixes.comments(number);
    const range = { prefix, start: [...prefix, number === from ? after + 1 : 0] };
    const left = limit + 1 - found.length;
    if (left > 0) {
      for await (const { value } of kv.list<Comment>(range, { limit: left })) found.push({ number, comment: value });
    }
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ number, comment }) => ({
      ...toDelivered(comment),
      ...number !== own && { merged_from: String(number) },
    })),
    cursor: found.length > limit ? encodeCursor(list, toItemKey(own, last!.number, last!.comment.number)) : null,
  };
}

/** The cursor of an own comment is its number alone. */
function toItemKey(own: number, ticket: number, comment: number): number | number[] {
  return ticket === own ? comment : [ticket, comment];
}

function toPosition(own: number, key: ReturnType<typeof decodeCursor>): number[] {
  const parts = [key ?? []].flat().map(Number);
  return parts.length === 1 ? [own, parts[0]!] : parts;
}

/** Skips to the ticket of a cursor. If it was reopened since, the page starts at the first duplicate. */
function skipTo(numbers: readonly number[], from: number): readonly number[] {
  const index = numbers.indexOf(from);
  return numbers.slice(index === -1 ? 1 : index);
}
