/** The words that hosts get with the first part of the page. */

export { type CardWords, getCardWords } from "./card_words.ts";
export { getHostWords } from "./host_words.ts";
