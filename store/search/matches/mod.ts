/**
 * The places where tickets match the words of a query.
 *
 * @module
 */

export { findMatches } from "./find_matches.ts";
export { cutAround, findDensestPart, type SearchedWord } from "./excerpt.ts";
export { toSearchedWord } from "./searched_word.ts";
