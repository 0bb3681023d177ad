export { hasPhrase } from "./phrase.ts";
export { diffTerms, getFilterTerms, MARKS, terms, toWordTerm } from "./terms.ts";
export { extractWords, iterateWords } from "./words.ts";
