/** Tickets about the same as another, or as a text. */

import type { TicketRecord } from "../ticket.ts";
import { analyzeText, terms, type Token } from "./analysis/mod.ts";
import { type ItemPostings, readItems, readTickets, TicketSet, type WordItem } from "./match/mod.ts";
import { type OpenSearch, openSearch } from "./open_search.ts";
import { type Ranked, Scores } from "./rank/mod.ts";
import type { TicketSource } from "./source/mod.ts";

/** The words of a text that are compared: the rarest, and function words if there is room. */
const MOST_WORDS = 32;

/** The words of a long text that are looked up. */
const MOST_LOOKED_UP = 400;

/** Solved tickets are looked for among this many times as many as wanted. */
const SOLVED_AMONG = 3;

/** A text, and the tickets that are not wanted: the ticket itself and its duplicates. */
export interface SimilarTo {
  text: string;
  excluded: readonly number[];
}

/**
 * Finds similar tickets, without duplicates. Among the best, those with a resolution come first.
 *
 * @returns The records, best first.
 */
export async function findSimilar(source: TicketSource, to: SimilarTo, limit: number): Promise<TicketRecord[]> {
  const search = await openSearch(source);
  const merged = await readTickets(search.view, [terms.merged], search.size);
  const excluded = [...to.excluded, ...merged.listDown()];
  const ranked = await rankByText(search, { ...to, excluded }, SOLVED_AMONG * limit);
  const records = await source.readRecords(ranked.map(({ number }) => number));
  const found = records.filter((record) => record !== null && record.merged_into === null) as TicketRecord[];
  const solved = found.filter(({ status }) => status === "closed");
  return [...solved, ...found.filter(({ status }) => status !== "closed")].slice(0, limit);
}

/** Ranks tickets by the words that they share with a text. Function words alone say nothing of a problem. */
export async function rankByText(search: OpenSearch, to: SimilarTo, limit: number): Promise<Ranked[]> {
  const read = await readWordsOfText(search, to.text);
  return read.every(({ item }) => item.isStopWord) ? [] : rankItems(search, read, to.excluded, limit);
}

/** Reads the postings of the words of a text that are compared. */
export async function readWordsOfText(search: OpenSearch, text: string): Promise<ItemPostings[]> {
  const items = await chooseWords(search, (await analyzeText(text)).tokens);
  return await readItems(search.view, items, search.size);
}

/** Ranks the items that have some of the words. */
export function rankItems(
  search: OpenSearch,
  read: readonly ItemPostings[],
  numbers: readonly number[],
  limit: number,
): Ranked[] {
  if (read.length === 0) return [];
  const excluded = new TicketSet(search.size);
  for (const number of numbers) excluded.add(number);
  const statistics = {
    tickets: search.tickets,
    length: search.length,
    counts: read.map(({ count }) => count),
  };
  const scored = read.map((postings) => ({ ...postings, named: null }));
  return new Scores(scored, excluded.invert(), statistics, search.size).listBest(limit, null, false);
}

/** Chooses the rarest words of a text. Function words come last. */
async function chooseWords({ view }: OpenSearch, tokens: readonly Token[]): Promise<WordItem[]> {
  const distinct = [...new Map(tokens.map((token) => [token.forms.join(), token])).values()].slice(0, MOST_LOOKED_UP);
  const found = await view.readTerms([...new Set(distinct.flatMap(({ forms }) => forms.map(terms.word)))]);
  const counts = new Map(found.map(({ term, count }) => [term, count]));
  return distinct
    .map((token) => ({ token, count: Math.max(...token.forms.map((form) => counts.get(terms.word(form))!)) }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => Number(one.token.isStopWord) - Number(other.token.isStopWord) || one.count - other.count)
    .slice(0, MOST_WORDS)
    .map(({ token: { forms, isStopWord } }): WordItem => ({
      text: forms[0]!,
      positions: [forms.map(terms.word)],
      isStopWord,
      spellings: [],
      customers: [],
      names: {},
    }));
}
