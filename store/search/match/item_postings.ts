/** The tickets of the items of a query. */

import type { IndexView, TermPostings } from "../source/mod.ts";
import { findPosting, type Postings } from "../postings/mod.ts";
import type { WordItem } from "./resolve_words.ts";
import { TicketSet } from "./ticket_set.ts";

/** The postings of an item. A ticket may be in several lists; the first one counts. */
export interface ItemPostings {
  item: WordItem;
  /** The number of tickets, possibly too many. */
  count: number;
  lists: readonly Postings[];
}

/** Reads the postings of items, with few reads. */
export async function readItems(view: IndexView, items: readonly WordItem[], size: number): Promise<ItemPostings[]> {
  const names = [...new Set(items.flatMap(listTerms))];
  const found = await view.readTerms(names);
  const byTerm = new Map(found.map((postings) => [postings.term, postings]));
  const get = (terms: readonly string[]) => terms.map((term) => byTerm.get(term)!).filter(({ count }) => count > 0);
  return await Promise.all(items.map(async (item): Promise<ItemPostings> => {
    const customers = get(item.customers);
    const spellings = [item.positions, ...item.spellings].map((positions) => readPositions(positions.map(get), size));
    const [words, others] = await Promise.all([Promise.all(spellings), readAll(customers)]);
    const lists = [...words.flat(), mergeLists(others)].filter(({ numbers }) => numbers.length > 0);
    return { item, lists, count: lists.reduce((sum, { numbers }) => sum + numbers.length, 0) };
  }));
}

/** Merges the lists of customers into one: up to 500 of them are too many to go through for each ticket. */
function mergeLists(lists: readonly Postings[]): Postings {
  if (lists.length === 1) return lists[0]!;
  // A number and its data fit into the 53 bits of an exact integer.
  const packed = lists.flatMap(({ numbers, data }) => [...numbers].map((number, at) => number * 65_536 + data[at]!));
  const sorted = Float64Array.from(packed).sort();
  const distinct = sorted.filter((each, at) => Math.floor(each / 65_536) !== Math.floor(sorted[at - 1]! / 65_536));
  return {
    numbers: Uint32Array.from(distinct, (each) => Math.floor(each / 65_536)),
    data: Uint16Array.from(distinct, (each) => each % 65_536),
  };
}

function listTerms({ positions, spellings, customers }: WordItem): string[] {
  return [...positions.flat(), ...spellings.flat(2), ...customers];
}

/** Reads the tickets that have at least one of these terms. */
export async function readTickets(view: IndexView, terms: readonly string[], size: number): Promise<TicketSet> {
  return toTicketSet({ lists: await readAll(await view.readTerms(terms)) }, size);
}

/** Adds the tickets of an item to a set. */
export function toTicketSet({ lists }: Pick<ItemPostings, "lists">, size: number): TicketSet {
  const set = new TicketSet(size);
  for (const list of lists) set.addAll(list);
  return set;
}

async function readAll(terms: readonly TermPostings[]): Promise<Postings[]> {
  return (await Promise.all(terms.map((term) => term.readAll()))).flat();
}

/** Reads the postings of tickets that have a term at each position. */
async function readPositions(positions: readonly (readonly TermPostings[])[], size: number): Promise<Postings[]> {
  if (positions.length === 0 || positions.some((terms) => terms.length === 0)) return [];
  if (positions.length === 1) return await readAll(positions[0]!);
  const [rarest, ...others] = positions.toSorted((one, other) => sumCounts(one) - sumCounts(other));
  const lists = await readAll(rarest!);
  const common = toTicketSet({ lists }, size);
  for (const terms of others) common.intersect(toTicketSet({ lists: await readAll(terms) }, size));
  const numbers = Uint32Array.from([...common.listDown()].reverse());
  return [{ numbers, data: Uint16Array.from(numbers, (number) => findIn(lists, number)) }];
}

function sumCounts(terms: readonly TermPostings[]): number {
  return terms.reduce((sum, { count }) => sum + count, 0);
}

function findIn(lists: readonly Postings[], number: number): number {
  return lists.reduce((found, list) => found === 0 ? findPosting(list, number) : found, 0);
}
