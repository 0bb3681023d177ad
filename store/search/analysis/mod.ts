/** Splitting texts into words, and the terms of the index. */

export { hasPhrase } from "./phrase.ts";
export { diffTerms, getFilterTerms, MARKS, terms, toWordTerm } from "./terms.ts";
export { extractWords, iterateWords } from "./words.ts";
