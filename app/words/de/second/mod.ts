/** German: the words of the second part of the page. */

export { deSecond } from "./de_second.ts";
