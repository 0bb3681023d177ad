/** The tickets that have every word of a query. They come before all others, and finding them reads no other postings. */

import type { TicketSet } from "../match/mod.ts";
import { findIndex, type Postings } from "../postings/mod.ts";

/** In a list that is so many times longer, each ticket is looked up. Otherwise both are walked along. */
const MUCH_LONGER = 16;

/** The postings of a word. A ticket may be in several lists. */
interface Word {
  count: number;
  lists: readonly Postings[];
}

/**
 * Finds the tickets with all words, ascending.
 *
 * @param allowed The tickets that may be found; null for all.
 */
export function findWithAll(words: readonly Word[], allowed: TicketSet | null): Uint32Array {
  const [rarest, ...others] = words.toSorted((one, other) => one.count - other.count);
  let found = listTickets(rarest!);
  if (allowed !== null) found = found.filter((number) => allowed.has(number));
  for (const word of others) {
    const has = new Uint8Array(found.length);
    for (const list of word.lists) visitCommon(found, list, (index) => has[index] = 1);
    found = found.filter((_, index) => has[index] === 1);
  }
  return found;
}

/**
 * Calls `visit` for each ticket that is in a list.
 *
 * @param tickets Ascending.
 * @param visit Receives the index of the ticket, and that of its posting.
 */
export function visitCommon(
  tickets: Uint32Array,
  { numbers }: Postings,
  visit: (index: number, place: number) => void,
): void {
  if (numbers.length === 0) return;
  const first = findIndex(tickets, numbers[0]!);
  const end = findIndex(tickets, numbers[numbers.length - 1]! + 1);
  const isLong = numbers.length > MUCH_LONGER * (end - first);
  let place = 0;
  for (let index = first; index < end; index++) {
    const number = tickets[index]!;
    if (isLong) place = findIndex(numbers, number);
    else while (numbers[place]! < number) place++;
    if (numbers[place] === number) visit(index, place);
  }
}

function listTickets({ lists }: Word): Uint32Array {
  const all = new Uint32Array(lists.reduce((sum, { numbers }) => sum + numbers.length, 0));
  let [at, last, isAscending] = [0, 0, true];
  for (const { numbers } of lists) {
    if (numbers.length === 0) continue;
    isAscending &&= numbers[0]! > last;
    last = numbers[numbers.length - 1]!;
    all.set(numbers, at);
    at += numbers.length;
  }
  return isAscending ? all : all.sort().filter((number, index) => index === 0 || number !== all[index - 1]);
}
