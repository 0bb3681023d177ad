/**
 * The data that searches read.
 *
 * @module
 */

export { ReadBudget } from "./budget.ts";
export { comparePositions, type Position } from "./position.ts";
export type { CreatedRange, IndexView, SearchSource, TermPostings } from "./search_source.ts";
