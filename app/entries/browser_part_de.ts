/** The second script of the page for browsers, in German. */

export { browserPart as secondPart } from "../views/browser_part.tsx";
export { deSecond as secondWords } from "../words/de/second/mod.ts";
