/** The second script of the page for browsers, in English. */

export { secondPart } from "../views/second_part.tsx";
export { enSecond as secondWords } from "../words/en/second/mod.ts";
