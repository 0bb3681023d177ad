/**
 * The data that searches read.
 *
 * @module
 */

export { ReadBudget } from "./budget.ts";
export { withTermPrefix } from "./prefixed_view.ts";
export { comparePositions, type Position } from "./position.ts";
export type {
  CreatedRange,
  CustomerWord,
  DueList,
  IndexView,
  PositionRange,
  SearchedItem,
  SearchSource,
  TermPostings,
  TicketSource,
} from "./search_source.ts";
