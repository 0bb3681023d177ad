/** English: the words of the first part of the page. Those of the second one are in `second/`. */

export { enFirst, type FirstWords } from "./en_first.ts";
