/** Queries with words: the best tickets first. */

import { splitUnits } from "./analysis/mod.ts";
import {
  ExactCheck,
  type ItemPostings,
  Matcher,
  needsCheck,
  readItems,
  TicketSet,
  type WordItem,
} from "./match/mod.ts";
import type { FoundPage, OpenSearch, PageBounds } from "./open_search.ts";
import { type Expression, listWords, type Query, requireWords, type WordExpression } from "./query/mod.ts";
import { type Ranked, type ScoredItem, Scores } from "./rank/mod.ts";

/** The number of tickets checked together. */
const CHECK_BATCH_SIZE = 40;

/** Finds the best matches below the start of the page. */
export async function findRanked(search: OpenSearch, query: Query, bounds: PageBounds): Promise<FoundPage> {
  const { source, view, words, size } = search;
  const matcher = new Matcher(source, view, words, size);
  // Words of conditions, such as those of a phrase, are ranked too, but do not find a ticket without the others.
  const isMixed = query.ranked.length > 0 && listWords(query.required).length > 0;
  const conditions = isMixed ? requireWords(query) : query.required;
  const allowed = conditions.length === 0 ? null : (await matcher.matchAll(conditions)).possible;
  const items = await readScoredItems(search, query);
  const start = bounds.start !== null && "ranked" in bounds.start ? bounds.start : null;
  const statistics = start?.statistics ??
    { tickets: search.tickets, length: search.length, counts: items.map(({ count }) => count) };
  const scores = new Scores(items, allowed, statistics, size);
  const isComplete = query.ranked.length === 0 || isMixed;
  const list = (limit: number, below: Ranked | null) => scores.listBest(limit, below, isComplete);
  const check = new ExactCheck(source, matcher, bounds.budget);
  const found = query.required.some(needsCheck)
    ? await findChecked(list, (ranked) => passAll(search, check, ranked, query.required), start?.ranked ?? null, bounds)
    : takePage(list(bounds.limit + 1, start?.ranked ?? null), bounds.limit);
  return {
    numbers: found.ranked.map(({ number }) => number),
    next: found.last === null ? null : { ranked: found.last, statistics },
    items,
  };
}

interface RankedPage {
  ranked: Ranked[];
  /** The last ticket of the page, if there may be more. */
  last: Ranked | null;
}

function takePage(ranked: Ranked[], limit: number): RankedPage {
  const isLast = ranked.length <= limit;
  return { ranked: ranked.slice(0, limit), last: isLast ? null : ranked[limit - 1]! };
}

/** Checks the best tickets, batch by batch. */
async function findChecked(
  list: (limit: number, below: Ranked | null) => Ranked[],
  filter: (ranked: Ranked[]) => Promise<Ranked[]>,
  start: Ranked | null,
  { limit, budget }: PageBounds,
): Promise<RankedPage> {
  const found: Ranked[] = [];
  let below = start;
  for (let size = Math.max(limit, CHECK_BATCH_SIZE);; size = Math.min(2 * size, 1_000)) {
    const batch = list(size, below);
    for (let at = 0; at < batch.length; at += CHECK_BATCH_SIZE) {
      const part = batch.slice(at, at + CHECK_BATCH_SIZE);
      found.push(...await filter(part));
      budget.spend(part.length);
      below = part.at(-1)!;
      if (found.length > limit) return takePage(found, limit);
      const isEnd = batch.length < size && at + CHECK_BATCH_SIZE >= batch.length;
      if (budget.isSpent && !isEnd) return { ranked: found, last: below };
    }
    if (batch.length < size) return { ranked: found, last: null };
  }
}

async function passAll(
  { source }: OpenSearch,
  check: ExactCheck,
  ranked: Ranked[],
  expressions: readonly Expression[],
): Promise<Ranked[]> {
  const records = await source.readRecords(ranked.map(({ number }) => number));
  const passed = await Promise.all(
    records.map(async (record) => record !== null && await check.passes(record, expressions)),
  );
  return ranked.filter((_, index) => passed[index]);
}

/** Reads the postings of all words that count: those that are ranked, and those of conditions. */
export async function readScoredItems({ words, view, size }: OpenSearch, query: Query): Promise<ScoredItem[]> {
  const all = [...query.ranked, ...listWords(query.required).flatMap(toWords)];
  const items = (await Promise.all(all.map((word) => words.resolve(word)))).flat();
  const distinct = dropRepeated(items);
  const read = await readItems(view, distinct, size);
  read.push(...(await readItems(view, distinct.flatMap(toWhole), size)).filter(({ count }) => count > 0));
  // Words that are frequent come last, function words after all others.
  read.sort((one, other) => Number(one.item.isStopWord) - Number(other.item.isStopWord));
  return await Promise.all(read.map((postings) => toScoredItem(view, postings, size)));
}

/** Returns the item of a code such as `A4` without its parts `A` and `4`: tickets with the whole code come first. */
function toWhole(item: WordItem): WordItem[] {
  if (!/\d/.test(item.text) || item.positions.every(({ length }) => length === 1)) return [];
  return [{
    ...item,
    positions: item.positions.map((forms) => forms.slice(0, 1)),
    spellings: [],
    customers: [],
    names: {},
  }];
}

async function toScoredItem(view: OpenSearch["view"], postings: ItemPostings, size: number): Promise<ScoredItem> {
  const { ticket, customer } = postings.item.names;
  if (ticket === undefined && customer === undefined) return { ...postings, named: null };
  const named = new TicketSet(size);
  if (ticket !== undefined) named.add(ticket);
  if (customer !== undefined) {
    const [own] = await view.readTerms(postings.item.customers);
    for (const list of await own!.readAll()) named.addAll(list);
  }
  return { ...postings, named };
}

function toWords(expression: Expression): WordExpression[] {
  if (expression.kind === "word") return [expression];
  if (expression.kind !== "phrase") return [];
  return splitUnits(expression.text).map((text) => ({ kind: "word", text, isPrefix: false }));
}

function dropRepeated(items: readonly WordItem[]): WordItem[] {
  return [...new Map(items.map((item) => [JSON.stringify(item.positions), item])).values()];
}
