/** The second script of the page for browsers, in English. */

export { browserPart as secondPart } from "../views/browser_part.tsx";
export { enSecond as secondWords } from "../words/en/second/mod.ts";
