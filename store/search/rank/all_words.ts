/** The tickets that have words of a query, and where. */

import type { TicketSet } from "../match/mod.ts";
import { findIndex, type Postings } from "../postings/mod.ts";

/** In a list that is so many times longer, each ticket is looked up. */
const MUCH_LONGER = 16;

/** A list of so few numbers in between is spread out, which takes a third of the time of walking along. */
const MOST_SPREAD = 65_536;
const spread = new Uint16Array(MOST_SPREAD);

/** The postings of a word. A ticket may be in several lists; the first one counts. */
export interface Word {
  count: number;
  lists: readonly Postings[];
}

/**
 * Reads the data of a word in tickets: 0 for those that do not have it.
 *
 * @param numbers Ascending.
 */
export function readData(numbers: Uint32Array, { lists }: Pick<Word, "lists">): Uint16Array {
  const found = new Uint16Array(numbers.length);
  for (const list of lists) if (list.numbers.length > 0) readList(numbers, list, found);
  return found;
}

function readList(tickets: Uint32Array, list: Postings, found: Uint16Array): void {
  const { numbers } = list;
  const [lowest, highest] = [numbers[0]!, numbers[numbers.length - 1]!];
  const start = findIndex(tickets, lowest);
  const end = findIndex(tickets, highest + 1);
  if (numbers.length > MUCH_LONGER * (end - start)) lookUp(tickets, list, found, start, end);
  else if (highest - lowest < MOST_SPREAD) spreadOut(tickets, list, found, start, end);
  else walkAlong(tickets, list, found, start, end);
}

type ReadPart = (tickets: Uint32Array, list: Postings, found: Uint16Array, start: number, end: number) => void;

// The loops run for every posting of frequent words: they call nothing else, and read no fields.

const lookUp: ReadPart = (tickets, { numbers, data }, found, start, end) => {
  for (let index = start; index < end; index++) {
    const place = findIndex(numbers, tickets[index]!);
    if (numbers[place] === tickets[index] && found[index] === 0) found[index] = data[place]!;
  }
};

const spreadOut: ReadPart = (tickets, { numbers, data }, found, start, end) => {
  const lowest = numbers[0]!;
  for (let place = 0; place < numbers.length; place++) spread[numbers[place]! - lowest] = data[place]!;
  for (let index = start; index < end; index++) {
    if (found[index] === 0) found[index] = spread[tickets[index]! - lowest]!;
  }
  spread.fill(0, 0, numbers[numbers.length - 1]! - lowest + 1);
};

const walkAlong: ReadPart = (tickets, { numbers, data }, found, start, end) => {
  let place = 0;
  for (let index = start; index < end; index++) {
    const number = tickets[index]!;
    while (numbers[place]! < number) place++;
    if (numbers[place] === number && found[index] === 0) found[index] = data[place]!;
  }
};

/**
 * Finds the tickets with any of the words, ascending.
 *
 * @param allowed The tickets that may be found; null for all.
 */
export function findWithAny(words: readonly Word[], allowed: TicketSet | null): Uint32Array {
  const numbers = words.length === 0 ? new Uint32Array() : words.map(listTickets).reduce(unite);
  return allowed === null ? numbers : numbers.filter((number) => allowed.has(number));
}

/** Reports whether the lists of a word are in the order of their tickets, without overlap. */
export function isAscending({ lists }: Pick<Word, "lists">): boolean {
  let last = 0;
  return lists.every(({ numbers }) => {
    const isAfter = numbers.length === 0 || numbers[0]! > last;
    last = numbers.at(-1) ?? last;
    return isAfter;
  });
}

/** Unites the lists of a word. */
export function uniteLists(word: Word): Postings {
  const numbers = listTickets(word);
  return { numbers, data: readData(numbers, word) };
}

function listTickets(word: Word): Uint32Array {
  const all = new Uint32Array(word.lists.reduce((sum, { numbers }) => sum + numbers.length, 0));
  let at = 0;
  for (const { numbers } of word.lists) {
    all.set(numbers, at);
    at += numbers.length;
  }
  return isAscending(word) ? all : all.sort().filter((number, index) => index === 0 || number !== all[index - 1]);
}

/** Merges ascending numbers. */
function unite(one: Uint32Array, other: Uint32Array): Uint32Array {
  const all = new Uint32Array(one.length + other.length);
  let [first, second, count] = [0, 0, 0];
  while (first < one.length && second < other.length) {
    const [left, right] = [one[first]!, other[second]!];
    all[count++] = left < right ? left : right;
    if (left <= right) first++;
    if (right <= left) second++;
  }
  all.set(one.subarray(first), count);
  all.set(other.subarray(second), count + one.length - first);
  return all.subarray(0, count + one.length - first + other.length - second);
}
