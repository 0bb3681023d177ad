/** German: the words of the first part of the page. Those of the second one are in `second/`. */

export { deFirst } from "./de_first.ts";
