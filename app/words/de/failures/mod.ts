/** German: the words for what fails, which only the second part of the page needs. */

export { deFailures } from "./de_failures.ts";
