/**
 * The places where tickets match the words of a query.
 *
 * @module
 */

export { findMatches } from "./find_matches.ts";
