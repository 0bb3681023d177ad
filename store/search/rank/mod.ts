/**
 * The order of the tickets that a query finds.
 *
 * @module
 */

export { getItemWeight } from "./weights.ts";
export { type Ranked } from "./best_tickets.ts";
export { type ScoredItem, Scores, type Statistics } from "./scores.ts";
