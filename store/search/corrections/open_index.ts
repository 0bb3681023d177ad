import type { WordResolver } from "../match/mod.ts";
import type { IndexView, SearchSource } from "../source/mod.ts";

/** The view of the index that words are corrected with. */
export interface OpenIndex {
  source: SearchSource;
  view: IndexView;
  words: WordResolver;
  /** One more than the highest number of a ticket. */
  size: number;
  tickets: number;
}
