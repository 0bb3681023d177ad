/** The second script of the page for browsers, in German. */

export { secondPart } from "../views/second_part.tsx";
export { deSecond as secondWords } from "../words/de/second/mod.ts";
