/**
 * The orders of search results that do not depend on words.
 *
 * @module
 */

export { comparePlaces, isSamePlace, LISTED_TIMES, type ListedSort, type Place, toPlace } from "./place.ts";
export { walkClosed, type WalkRange, type WalkSource, walkTickets } from "./walks.ts";
