/** The view that one search has of the index. */

import { terms } from "./analysis/mod.ts";
import type { ReadBudget } from "./source/mod.ts";
import type { PageStart } from "./cursor.ts";
import type { IndexView, SearchSource } from "./source/mod.ts";
import type { ScoredItem } from "./rank/mod.ts";
import { readLanguages, WordResolver } from "./match/mod.ts";

/** One view of the index, and what every search needs of it. */
export interface OpenSearch {
  source: SearchSource;
  view: IndexView;
  words: WordResolver;
  /** One more than the highest number of a ticket. */
  size: number;
  /** The number of tickets, and the average length of their texts. */
  tickets: number;
  length: number;
}

/** The bounds of one page. */
export interface PageBounds {
  limit: number;
  start: PageStart | null;
  /** The reads allowed. */
  budget: ReadBudget;
}

/** The tickets of a page, and the start of the next one. */
export interface FoundPage {
  numbers: number[];
  next: PageStart | null;
  /** The words of the query, if it has any. */
  items?: readonly ScoredItem[];
}

/** Opens a view of everything that was committed before the call. */
export async function openSearch(source: SearchSource): Promise<OpenSearch> {
  const view = await source.openIndex();
  const [[all], languages] = await Promise.all([view.readTerms([terms.all]), readLanguages(view)]);
  const { count, lengths, last } = all!;
  return {
    source,
    view,
    words: new WordResolver(source, view, languages),
    size: last + 1,
    tickets: count,
    length: count === 0 || lengths === 0 ? 1 : lengths / count,
  };
}
