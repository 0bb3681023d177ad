/** English: the words for what fails, which only the second part of the page needs. */

export { enFailures } from "./en_failures.ts";
